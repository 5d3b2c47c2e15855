import { expect, it } from "vitest";
import { connection } from "@/db/client";
import { run } from "@/lib/command";
import { createApiKey } from "@/lib/staff/commands/create-api-key";
import { revokeApiKey } from "@/lib/staff/commands/revoke-api-key";
import { actorOf, openShop } from "@/lib/testing/people";
import { newApiKey, verifyApiKey } from "./api-key";

const owner = await openShop();

async function create(scopes: string[]) {
  const key = newApiKey();
  const input = { name: "Website", scopes, channelId: null, prefix: key.prefix, keyHash: key.hash };
  const outcome = await run(createApiKey, owner.actor, input);
  return { secret: key.secret, id: outcome.ok ? outcome.value.id : "" };
}

it("stands for the permissions of its scopes until it is revoked, and at once no more", async () => {
  const { id, secret } = await create(["orders:write", "stock:read"]);
  const caller = await verifyApiKey(`Bearer ${secret}`);
  expect(caller?.shop.name).toBe("Test shop");
  expect([...(caller?.actor.permissions ?? [])].sort()).toEqual([
    "catalogue.read",
    "orders.cancel",
    "orders.create",
    "orders.edit",
    "orders.read",
    "stock.read",
  ]);
  expect(await run(revokeApiKey, owner.actor, { id })).toMatchObject({ ok: true });
  expect(await verifyApiKey(`Bearer ${secret}`)).toBeNull();
  expect(await run(revokeApiKey, owner.actor, { id })).toMatchObject({ ok: false, refusal: { code: "gone" } });
});

it("is not kept anywhere", async () => {
  const { secret } = await create(["orders:read"]);
  const [kept] = await connection().sql<{ text: string }[]>`
    select string_agg(to_jsonb(api_keys)::text, '') || (select string_agg(to_jsonb(audit_log)::text, '') from audit_log) as text
    from api_keys`;
  expect(kept?.text).not.toContain(secret.slice(13));
});

it.each([
  null,
  "",
  "Bearer",
  "Bearer ch_live_short",
  `Basic ch_live_${"a".repeat(43)}`,
  `Bearer ch_live_${"a".repeat(43)}`,
])("is nobody: %s", async (header) => {
  expect(await verifyApiKey(header)).toBeNull();
});

it("is the owner's to make, for scopes and channels that exist", async () => {
  const key = newApiKey();
  const input = { name: "X", scopes: ["orders:read"], channelId: null, prefix: key.prefix, keyHash: key.hash };
  expect(await run(createApiKey, await actorOf("manager"), input)).toMatchObject({ refusal: { code: "forbidden" } });
  expect(await run(createApiKey, owner.actor, { ...input, scopes: ["everything"] })).toMatchObject({
    refusal: { code: "invalid_input" },
  });
  const channelId = "01920000-0000-7000-8000-000000000000";
  expect(await run(createApiKey, owner.actor, { ...input, channelId })).toMatchObject({
    refusal: { code: "gone" },
  });
});
