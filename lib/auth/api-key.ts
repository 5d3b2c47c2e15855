import { connection } from "@/db/client";
import type { Actor } from "@/lib/actor";
import { gather } from "@/lib/core/gather";
import { type Shop, type ShopRow, shopFromRow } from "@/lib/shop";
import { permissionsOfScopes } from "@/lib/staff/rules/permissions";
import { hashToken, newToken } from "./one-time-token";

type ApiKeyRow = {
  id: string;
  name: string;
  scopes: string[];
  channelId: string | null;
  channel: string | null;
  shop: ShopRow;
};

const KEY = /^ch_live_[A-Za-z0-9_-]{43}$/;

/** A new API key: the secret to show once, what people recognise it by, and what is kept of it. */
export function newApiKey(): { secret: string; prefix: string; hash: string } {
  const secret = `ch_live_${newToken()}`;
  return { secret, prefix: secret.slice(0, 13), hash: hashToken(secret) };
}

export type Caller = { actor: Actor; shop: Shop; channel: string | null };

/**
 * Who calls with this `Authorization: Bearer ch_live_…` header, with the shop and the code of the channel the key speaks
 * for, in one round trip; null for a key that never was or is revoked.
 */
export async function verifyApiKey(authorization: string | null): Promise<Caller | null> {
  const [scheme, secret = ""] = authorization?.trim().split(/\s+/, 3) ?? [];
  if (scheme?.toLowerCase() !== "bearer" || !KEY.test(secret)) return null;
  return callerOf(hashToken(secret));
}

// Requests of one key that come while its row is read share the next reading, which is begun after they came.
const callerOf = gather<string, Caller | null>(
  (hash) => hash,
  async (hashes) => {
    const caller = await readCaller(hashes[0]);
    return hashes.map(() => caller);
  },
  { atMost: 100, waitMs: 0, lanes: 1 },
);

async function readCaller(hash: string): Promise<Caller | null> {
  const [row] = await connection().sql<ApiKeyRow[]>`
    select api_keys.id, api_keys.name, api_keys.scopes, api_keys.channel_id as "channelId", channels.code as channel,
           to_jsonb(shops) as shop
    from api_keys cross join shops left join channels on channels.id = api_keys.channel_id
    where api_keys.key_hash = ${hash} and api_keys.revoked_at is null`;
  if (!row) return null;
  const actor: Actor = {
    type: "api",
    id: row.id,
    name: row.name,
    role: "api",
    permissions: permissionsOfScopes(row.scopes),
    refundLimits: {},
    ...(row.channelId ? { channelId: row.channelId } : {}),
  };
  return { actor, shop: shopFromRow(row.shop), channel: row.channel };
}
