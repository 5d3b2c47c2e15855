import { connection } from "@/db/client";
import { type Actor, may } from "@/lib/actor";
import { hashToken } from "@/lib/auth/one-time-token";
import { assert } from "@/lib/core/result";
import { demoEmail } from "./rules/demo-logins";
import { type Permission, type Role, roles } from "./rules/permissions";

function check(actor: Actor, permission: Permission): void {
  assert(may(actor, permission), `${actor.role} may not ${permission}`);
}

export type StaffRow = {
  id: string;
  name: string;
  email: string;
  role: Role;
  /** active, invited (never came), expired (the invitation ran out), disabled */
  status: "active" | "invited" | "expired" | "disabled";
  lastSignInAt: string | null;
  createdAt: string;
};

/** Everybody of the shop, those who can sign in first. */
export async function listStaff(actor: Actor): Promise<StaffRow[]> {
  check(actor, "staff.manage");
  return connection().sql<StaffRow[]>`
    select id, name, email, role,
      case when not active then 'disabled' when password_hash is not null then 'active'
        when token_expires_at > now() then 'invited' else 'expired' end as status,
      to_json(last_sign_in_at) as "lastSignInAt", to_json(created_at) as "createdAt"
    from staff
    order by active desc, array_position(array['owner', 'manager', 'support', 'warehouse', 'finance', 'viewer'], role), lower(name), id`;
}

/** Whose password an open link sets; null for a link that was used, replaced or ran out. */
export async function getInvitation(token: string): Promise<{ name: string; email: string; isNew: boolean } | null> {
  const [found] = await connection().sql<{ name: string; email: string; isNew: boolean }[]>`
    select name, email, password_hash is null as "isNew" from staff
    where token_hash = ${hashToken(token)} and token_expires_at > now() and active`;
  return found ?? null;
}

/** The hash of the actor's own password, to check what they typed against. */
export async function getOwnPasswordHash(actor: Actor): Promise<string | null> {
  const [found] = await connection().sql<{ hash: string | null }[]>`
    select password_hash as hash from staff where id::text = ${actor.id} and active`;
  return found?.hash ?? null;
}

export type ApiKeyRow = {
  id: string;
  name: string;
  prefix: string;
  scopes: string[];
  channel: string | null;
  createdBy: string;
  createdAt: string;
  revokedAt: string | null;
};

/** Keys in use first, then those that were revoked. */
export async function listApiKeys(actor: Actor): Promise<ApiKeyRow[]> {
  check(actor, "api_keys.manage");
  return connection().sql<ApiKeyRow[]>`
    select api_keys.id, api_keys.name, prefix, scopes, channels.name as channel, created_by as "createdBy",
      to_json(api_keys.created_at) as "createdAt", to_json(revoked_at) as "revokedAt"
    from api_keys left join channels on channels.id = channel_id
    order by revoked_at is not null, api_keys.id desc limit 200`;
}

export type AuditRow = {
  id: number;
  action: string;
  subject: string;
  facts: Record<string, unknown>;
  actorType: string;
  actorName: string;
  at: string;
};

const AUDIT_PAGE = 50;

/** Who did what, newest first, paged by key. `area` is the part of the action before its dot. */
export async function listAudit(
  actor: Actor,
  filter: { area?: string; q?: string; after?: number; before?: number },
): Promise<{ rows: AuditRow[]; newer: number | null; older: number | null }> {
  check(actor, "staff.manage");
  const { sql } = connection();
  const { area = "", q = "", after, before } = filter;
  const forwards = before === undefined;
  const found = await sql<AuditRow[]>`
    select id, action, subject, facts, actor_type as "actorType", actor_name as "actorName", to_json(at) as at
    from audit_log
    where (${area} = '' or starts_with(action, ${`${area}.`}))
      and (${q} = '' or strpos(lower(subject || ' ' || actor_name), lower(${q})) > 0)
      and ${after === undefined ? sql`true` : sql`id < ${after}`}
      and ${before === undefined ? sql`true` : sql`id > ${before}`}
    order by id ${forwards ? sql`desc` : sql`asc`}
    limit ${AUDIT_PAGE + 1}`;
  const more = found.length > AUDIT_PAGE;
  const rows = found.slice(0, AUDIT_PAGE);
  if (!forwards) rows.reverse();
  const [first, last] = [rows.at(0)?.id ?? null, rows.at(-1)?.id ?? null];
  return {
    rows,
    newer: (forwards ? after !== undefined : more) ? first : null,
    older: (forwards ? more : true) ? last : null,
  };
}

/** People of a demo shop whose logins the sign-in page offers, one per role; none in any other shop. */
export async function listDemoLogins(): Promise<{ email: string; name: string; role: Role }[]> {
  const emails = roles.map(demoEmail);
  return connection().sql<{ email: string; name: string; role: Role }[]>`
    select staff.email, staff.name, staff.role from staff cross join shops
    where shops.demo and staff.active and staff.password_hash is not null and staff.email = any(${emails})
    order by array_position(${[...roles]}::text[], staff.role)`;
}
