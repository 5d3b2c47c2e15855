import { beforeAll, expect, it } from "vitest";
import { GET as deliveries } from "@/app/api/v1/webhook-endpoints/[number]/deliveries/route";
import { POST as resend } from "@/app/api/v1/webhook-endpoints/[number]/resend/route";
import { PATCH as patch } from "@/app/api/v1/webhook-endpoints/[number]/route";
import { POST as create, GET as list } from "@/app/api/v1/webhook-endpoints/route";
import { connection } from "@/db/client";
import type { Actor } from "@/lib/actor";
import { run } from "@/lib/command";
import { call, makeApiKey } from "@/lib/testing/api";
import { makeShop, must } from "@/lib/testing/factories";
import { createEndpoint } from "./commands/create-endpoint";
import { sendTest } from "./commands/send-test";
import { newWebhookSecret } from "./new-secret";

let owner: Actor;
beforeAll(async () => {
  owner = (await makeShop()).actor;
});

it("a program makes an endpoint once, reads what was sent, and has what is dead sent again", async () => {
  const key = await makeApiKey({ scopes: ["webhooks:write"] });
  const secret = newWebhookSecret();
  const body = { name: "ERP", url: "https://erp.example.com/hook", topics: ["order.shipped"], secret };
  const made = await call(create, "POST", { key, body, headers: { "idempotency-key": "one" } });
  expect(made).toMatchObject({ status: 201, body: { version: 1 } });
  expect((await call(create, "POST", { key, body, headers: { "idempotency-key": "one" } })).body).toEqual(made.body);
  const { number } = made.body as { number: number };
  const params = { number: String(number) };
  const listed = await call(list, "GET", { key });
  expect(listed.body).toMatchObject({ endpoints: [{ number, name: "ERP", enabled: true, dead: 0 }] });
  expect(JSON.stringify(listed.body)).not.toContain("whsec");

  for (let times = 0; times < 3; times += 1) must(await run(sendTest, owner, { number }));
  await connection().sql`update webhook_deliveries set state = 'dead', settled_at = now() where id % 2 = 0`;
  const first = await call(deliveries, "GET", { key, params, query: "?limit=2" });
  expect(first.body).toMatchObject({ deliveries: [{ topic: "test.sent", order: null }, { attempts: 0 }] });
  const { next } = first.body as { next: string };
  const second = await call(deliveries, "GET", { key, params, query: `?limit=2&cursor=${next}` });
  expect(second.body).toMatchObject({ deliveries: { length: 1 }, next: null });
  const dead = await call(deliveries, "GET", { key, params, query: "?state=dead" });
  expect(dead.body).toMatchObject({ deliveries: { length: 1 } });
  expect((await call(resend, "POST", { key, params, body: { deliveries: "dead" } })).body).toEqual({ resent: 1 });
  expect((await call(resend, "POST", { key, params, body: { deliveries: "dead" } })).status).toBe(409);
  expect((await call(deliveries, "GET", { key, params, query: "?cursor=nonsense" })).status).toBe(422);
  expect((await call(deliveries, "GET", { key, params: { number: "999" } })).status).toBe(404);
  const inside = await call(create, "POST", { key, body: { ...body, name: "In", url: "https://10.0.0.1/" } });
  expect(inside).toMatchObject({ status: 422, body: { code: "url_refused" } });
});

it("a program changes what it names of an endpoint and leaves the rest, once for each key", async () => {
  const key = await makeApiKey({ scopes: ["webhooks:write"] });
  const made = { name: "Shop desk", url: "https://desk.example.com/", topics: ["*"], secret: newWebhookSecret() };
  const { number } = must(await run(createEndpoint, owner, made));
  const params = { number: String(number) };
  const send = (body: unknown, headers: Record<string, string> = {}) =>
    call(patch, "PATCH", { key, params, body, headers });
  const headers = { "idempotency-key": "first" };
  const body = { name: "Desk", topics: ["order.held"], enabled: false, version: 1 };
  expect(await send(body, headers)).toMatchObject({ status: 200, body: { number, version: 2, enabled: false } });
  expect((await send(body, headers)).body).toEqual({ number, version: 2, enabled: false });
  expect(await send({ ...body, name: "Other" }, headers)).toMatchObject({ status: 422, body: { code: "key_reused" } });
  const { endpoints } = (await call(list, "GET", { key })).body as { endpoints: { number: number }[] };
  expect(endpoints.find((one) => one.number === number)).toMatchObject({
    ...{ name: "Desk", url: "https://desk.example.com/", topics: ["order.held"], enabled: false, version: 2 },
  });
  // What it says already is no change; on again it hears.
  expect((await send({ name: "Desk", enabled: true })).body).toEqual({ number, version: 2, enabled: true });
  expect(await send({ url: "https://desk.example.com/2", version: 1 })).toMatchObject({
    body: { code: "endpoint_changed" },
  });
  expect(await send({ url: "https://192.168.1.4/" })).toMatchObject({ status: 422, body: { code: "url_refused" } });
  expect((await send({})).status).toBe(422);
  expect((await send({ secret: newWebhookSecret() })).status).toBe(422);
  expect((await send({ topics: ["order.nothing"] })).status).toBe(422);
  const nowhere = { key, params: { number: "999" }, body: { enabled: true } };
  expect((await call(patch, "PATCH", nowhere)).status).toBe(404);
  const bound = await makeApiKey({ scopes: ["webhooks:write"], channel: "api" });
  expect((await call(patch, "PATCH", { key: bound, params, body: { enabled: false } })).status).toBe(403);
});

it("a key of one channel is refused: an endpoint hears of all of them", async () => {
  const key = await makeApiKey({ scopes: ["webhooks:write"], channel: "api" });
  expect((await call(list, "GET", { key })).status).toBe(403);
  expect((await call(create, "POST", { key, body: {} })).status).toBe(403);
  const plain = await makeApiKey({ scopes: ["orders:read"] });
  expect((await call(list, "GET", { key: plain })).status).toBe(403);
});
