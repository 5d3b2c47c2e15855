import type postgres from "postgres";
import type { Actor } from "@/lib/actor";
import { type Shop, type ShopRow, shopFromRow } from "@/lib/shop";
import { permissionsOf, type Role } from "@/lib/staff/rules/permissions";
import type { SessionClaim } from "./session-token";

export type StaffPreferences = { locale?: string; theme?: string; shortcuts?: boolean; sound?: boolean };

export type Session = {
  actor: Actor;
  shop: Shop;
  staff: { id: string; email: string; name: string; role: Role; preferences: StaffPreferences };
};

/** Who the claim stands for right now, with the shop, in one round trip; null when role, password or access changed since. */
export async function loadSession(sql: postgres.ISql, claim: SessionClaim): Promise<Session | null> {
  const [row] = await sql<
    { id: string; email: string; name: string; role: Role; preferences: StaffPreferences; shop: ShopRow }[]
  >`
    select staff.id, staff.email, staff.name, staff.role, staff.preferences, to_jsonb(shops) as shop
    from staff cross join shops
    where staff.id = ${claim.staffId} and staff.session_version = ${claim.version} and staff.active`;
  if (!row) return null;
  const { shop: shopRow, ...staff } = row;
  const shop = shopFromRow(shopRow);
  return { actor: staffActor(staff, shop), shop, staff };
}

/** A person of the shop as the actor of a command. */
export function staffActor(staff: { id: string; name: string; role: Role }, shop: Shop): Actor {
  return {
    type: "staff",
    id: staff.id,
    name: staff.name,
    role: staff.role,
    permissions: permissionsOf(staff.role),
    refundLimits: shop.refundLimits[staff.role] ?? {},
  };
}
