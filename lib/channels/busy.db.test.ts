import { beforeAll, expect, it } from "vitest";
import { POST as shopify } from "@/app/api/webhooks/shopify/[channel]/route";
import { connection } from "@/db/client";
import { newId } from "@/lib/core/ids";
import { makeShop } from "@/lib/testing/factories";
import { processInbox } from "./process-inbox";
import { signatureOf } from "./rules/signature";

const secret = "test-secret-not-real";

beforeAll(async () => {
  await makeShop();
  await connection().sql`
    insert into channels (id, code, name, kind, currency, webhook_secret)
    values (${newId()}, 'website', 'Website', 'shopify', 'CNY', ${secret})`;
  await connection().sql.unsafe(`
    create table collisions (moment text primary key);
    create function collide() returns trigger language plpgsql as $$
    begin
      if exists (select 1 from collisions where moment = tg_op) then
        raise exception 'somebody was faster' using errcode = '40001';
      end if;
      return new;
    end $$;
    create trigger collide before insert or update on channel_inbox for each row execute function collide()`);
});

async function deliver(name: string): Promise<Response> {
  const body = Buffer.from(JSON.stringify({ name }));
  const headers = {
    "x-shopify-hmac-sha256": signatureOf(body, secret),
    "x-shopify-topic": "orders/create",
    "x-shopify-webhook-id": name,
  };
  const request = new Request("http://shop.test/api/webhooks/shopify/website", { method: "POST", body, headers });
  return shopify(request, { params: Promise.resolve({ channel: "website" }) });
}

const kept = (name: string) =>
  connection().sql<{ id: string; status: string; attempts: number }[]>`
    select id, status, attempts from channel_inbox where delivery_id = ${name}`;

it("a delivery that could not be stored is answered 503, so that the channel sends it again", async () => {
  await connection().sql`insert into collisions values ('INSERT')`;
  const refused = await deliver("d-1");
  expect(refused.status).toBe(503);
  expect(refused.headers.get("retry-after")).not.toBeNull();
  expect(await kept("d-1")).toHaveLength(0);
  await connection().sql`delete from collisions`;
  expect((await deliver("d-1")).status).toBe(200);
  expect(await kept("d-1")).toHaveLength(1);
});

it("a failure that could not be written fails its job, which comes again", async () => {
  await deliver("d-2");
  const [row] = await kept("d-2");
  await connection().sql`insert into collisions values ('UPDATE')`;
  await expect(processInbox(row?.id as string)).rejects.toThrow("could not be written");
  await connection().sql`delete from collisions`;
  await processInbox(row?.id as string);
  expect(await kept("d-2")).toMatchObject([{ status: "failed", attempts: 1 }]);
});
