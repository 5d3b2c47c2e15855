import { expect, it } from "vitest";
import { connection } from "@/db/client";
import { expireKeys } from "./expire-keys";

it("keys are kept for thirty days, and those of the payment simulator for good", async () => {
  const { sql } = connection();
  const keep = (scope: string, key: string, days: number) => sql`
    insert into idempotency_keys (scope, key, request_hash, response_status, response_body, created_at)
    values (${scope}, ${key}, '', 200, 'null', now() - make_interval(days => ${days}))`;
  await keep("staff:1:orders.hold", "old", 31);
  await keep("staff:1:orders.hold", "recent", 29);
  await keep("payment simulator", "old", 400);
  expect(await expireKeys()).toBe(1);
  const left = await sql`select scope, key from idempotency_keys order by scope, key`;
  expect([...left]).toEqual([
    { scope: "payment simulator", key: "old" },
    { scope: "staff:1:orders.hold", key: "recent" },
  ]);
});
