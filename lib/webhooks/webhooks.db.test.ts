import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { connection } from "@/db/client";
import type { Actor } from "@/lib/actor";
import { createRule } from "@/lib/automation/commands/create-rule";
import { ruleInput } from "@/lib/automation/inputs";
import { dryRun } from "@/lib/automation/queries/dry-run";
import { firingsOfOrder } from "@/lib/automation/queries/rules";
import { runAutomation } from "@/lib/automation/run-automation";
import { run } from "@/lib/command";
import { fixException } from "@/lib/exceptions/commands/fix-exception";
import { reconcileExceptions } from "@/lib/exceptions/reconcile";
import { holdOrder } from "@/lib/orders/commands/hold-order";
import { releaseHold } from "@/lib/orders/commands/release-hold";
import { addStock, makeOrder, makeShop, makeVariant, must } from "@/lib/testing/factories";
import { type Answering, openReceiver } from "@/lib/testing/receiver";
import { brokenRows } from "@/lib/verify";
import { archiveEndpoint } from "./commands/archive-endpoint";
import { changeEndpoint } from "./commands/change-endpoint";
import { createEndpoint } from "./commands/create-endpoint";
import { resendDeliveries } from "./commands/resend-deliveries";
import { rotateSecret } from "./commands/rotate-secret";
import { sendTest } from "./commands/send-test";
import { switchEndpoint } from "./commands/switch-endpoint";
import { expireDeliveries } from "./expire-deliveries";
import { newWebhookSecret } from "./new-secret";
import { signedHeaders } from "./rules/signature";
import { usualNetwork } from "./send-request";
import { sendWebhooks } from "./send-webhooks";

let owner: Actor;
let sku: string;
let made = 0;
const { sql } = connection();
const open: Awaited<ReturnType<typeof openReceiver>>[] = [];

beforeAll(async () => {
  owner = (await makeShop()).actor;
  sku = await makeVariant();
  await addStock(sku, 1000);
});
beforeEach(() => vi.stubEnv("WEBHOOKS_TO_LOOPBACK", "1"));
afterEach(async () => {
  const rows = await sql<{ number: number }[]>`select number from webhook_endpoints where archived_at is null`;
  for (const { number } of rows) must(await run(archiveEndpoint, owner, { number }));
  for (const receiver of open.splice(0)) await receiver.close();
  expect(await brokenRows()).toEqual([]);
});

type Settings = { topics?: string[]; answer?: Answering; wholeOrder?: boolean };

async function endpoint({ topics = ["order.held", "order.released"], answer, wholeOrder = false }: Settings = {}) {
  const receiver = await openReceiver(answer);
  open.push(receiver);
  made += 1;
  const secret = newWebhookSecret();
  const { number } = must(
    await run(createEndpoint, owner, { name: `Partner ${made}`, url: receiver.url, topics, wholeOrder, secret }),
  );
  return { ...receiver, number, secret };
}

const anOrder = async () => (await makeOrder([{ sku, quantity: 1 }])).number;
const hold = async (number: string) => must(await run(holdOrder, owner, { number, type: "other" }));
const release = async (number: string) => must(await run(releaseHold, owner, { number, type: "other" }));
const failing: Answering = (response) => void response.writeHead(500).end("out of order");

type Row = { id: number; state: string; attempts: number; tries: number; topic: string };
const rowsOf = (number: number) => sql<Row[]>`
  select d.id::int, d.state, d.attempts, d.tries, d.topic from webhook_deliveries d join webhook_endpoints e on e.id = d.endpoint_id
  where e.number = ${number} order by d.id`;
const makeDue = () => sql`update webhook_deliveries set next_at = now() - interval '1 second' where state = 'waiting'`;
/** Fails until nothing is left to try. */
async function exhaust(number: number): Promise<void> {
  for (let times = 0; times < 40 && (await rowsOf(number)).some(({ state }) => state === "waiting"); times += 1) {
    await makeDue();
    await sendWebhooks();
  }
}

describe("what happens to orders", () => {
  it("is told once to each endpoint that hears of it, signed, by two workers at once", async () => {
    const told = await endpoint();
    const other = await endpoint({ topics: ["order.released"] });
    const numbers = await Promise.all([anOrder(), anOrder(), anOrder(), anOrder(), anOrder()]);
    for (const number of numbers) await hold(number);
    await Promise.all([sendWebhooks(), sendWebhooks()]);
    expect(told.received.map(({ body }) => body.data.order?.number).sort()).toEqual([...numbers].sort());
    expect(other.received).toEqual([]);
    const [first] = told.received;
    expect(first?.body).toMatchObject({ type: "order.held", id: first?.id });
    expect(first?.body.data.order).toEqual({
      ...{ number: expect.any(String), channel: "manual", externalId: null, stage: "ready", held: true },
      version: first?.body.data.event,
    });
    const timestamp = Number(first?.headers["webhook-timestamp"]);
    const signed = signedHeaders({ id: first?.id ?? "", timestamp, body: first?.text ?? "" }, [told.secret]);
    expect(first?.headers).toMatchObject(signed);
    expect(await sendWebhooks()).toBe(0);
    expect(new Set((await rowsOf(told.number)).map(({ state }) => state))).toEqual(new Set(["delivered"]));
  });

  it("costs no row where nobody hears of it", async () => {
    const quiet = await endpoint({ topics: ["order.held"] });
    must(await run(switchEndpoint, owner, { number: quiet.number, enabled: false }));
    await hold(await anOrder());
    expect(await rowsOf(quiet.number)).toEqual([]);
  });

  it("is not told where a file brings it from the past", async () => {
    const told = await endpoint({ topics: ["*"] });
    const now = await anOrder();
    const before = (await rowsOf(told.number)).length;
    await connection().transactions.begin(async (tx) => {
      const [order] = await tx`update orders set version = version + 1 where number = ${now} returning id, version`;
      await tx`
        insert into order_events (order_id, seq, type, data, actor_type, at)
        values (${order?.id}, ${order?.version}, 'order.shipped', '{"history": true}', 'system', '2020-01-01')`;
    });
    expect(await rowsOf(told.number)).toHaveLength(before);
  });

  it("holds no person unless the whole order is asked for", async () => {
    const brief = await endpoint({ topics: ["*"] });
    const whole = await endpoint({ topics: ["order.held"], wholeOrder: true });
    const { number } = await makeOrder([{ sku, quantity: 2 }], { customer: { name: "李雯", email: "li@example.com" } });
    await hold(number);
    await sendWebhooks();
    expect(brief.received.map(({ body }) => body.type)).toContain("order.received");
    expect(brief.received.map(({ text }) => text).join()).not.toMatch(/李雯|li@example/);
    expect(whole.received[0]?.body.data.order).toMatchObject({
      customer: { name: "李雯", email: "li@example.com" },
      lines: [{ sku, quantity: 2 }],
    });
  });

  it("comes in sequence for each order, and a later one waits for the one before", async () => {
    let refuse = true;
    const told = await endpoint({
      answer: (response, { body }) =>
        void response.writeHead(refuse && body.type === "order.held" ? 503 : 200).end("{}"),
    });
    const [stuck, free] = [await anOrder(), await anOrder()];
    await hold(stuck);
    await release(stuck);
    await sendWebhooks();
    await hold(free);
    await sendWebhooks();
    const heard = () => told.received.map(({ body }) => `${body.type} ${body.data.order?.number === stuck ? 1 : 2}`);
    expect(heard()).toEqual(["order.held 1", "order.held 2"]);
    refuse = false;
    await makeDue();
    await sendWebhooks();
    expect(heard().slice(2).sort()).toEqual(["order.held 1", "order.held 2", "order.released 1"]);
    expect(heard().lastIndexOf("order.held 1")).toBeLessThan(heard().indexOf("order.released 1"));
    expect(new Set(told.received.map(({ id }) => id)).size).toBe(3);
  });

  it("does not wait for an endpoint that is slow", async () => {
    const answers: (() => void)[] = [];
    const slow = await endpoint({
      answer: (response) => void answers.push(() => void response.writeHead(200).end()),
    });
    const quick = await endpoint();
    await hold(await anOrder());
    const sending = sendWebhooks();
    await vi.waitFor(() => expect(quick.received).toHaveLength(1));
    await vi.waitFor(() => expect(slow.received).toHaveLength(1));
    // What comes later is found while the slow one is still under way.
    await hold(await anOrder());
    await vi.waitFor(() => expect(quick.received).toHaveLength(2));
    for (let times = 0; times < 2; times += 1) {
      await vi.waitFor(() => expect(answers.length).toBeGreaterThan(0));
      answers.shift()?.();
    }
    await sending;
  });
});

describe("an attempt", () => {
  it("whose worker dies before it is written down is made again, under the same name", async () => {
    const told = await endpoint();
    await hold(await anOrder());
    await sendWebhooks();
    await sql`
      update webhook_deliveries set state = 'sending', settled_at = null, leased_until = now() - interval '1 second'
      where state = 'delivered' and endpoint_id = (select id from webhook_endpoints where number = ${told.number})`;
    expect(await sendWebhooks()).toBe(1);
    expect(told.received.map(({ id }) => id)).toEqual([told.received[0]?.id, told.received[0]?.id]);
    expect(await rowsOf(told.number)).toMatchObject([{ state: "delivered", attempts: 2 }]);
  });

  it("that takes its worker down each time ends too", async () => {
    const told = await endpoint();
    await hold(await anOrder());
    await sql`
      update webhook_deliveries set state = 'sending', attempts = 9, tries = 9, leased_until = now() - interval '1 second'
      where state = 'waiting'`;
    expect(await sendWebhooks()).toBe(0);
    expect(await rowsOf(told.number)).toMatchObject([{ state: "dead", attempts: 9 }]);
  });

  it("that fails is made again later and later, keeps what was answered, and ends", async () => {
    const told = await endpoint({ answer: failing });
    await hold(await anOrder());
    await sendWebhooks();
    const [waits] = await sql`
      select next_at - a.at between interval '4 seconds' and interval '7 seconds' as soon, a.status, a.problem, a.excerpt
      from webhook_deliveries d join webhook_attempts a on a.delivery_id = d.id where d.state = 'waiting'`;
    expect(waits).toEqual({ soon: true, status: 500, problem: "status", excerpt: "out of order" });
    await exhaust(told.number);
    expect(await rowsOf(told.number)).toMatchObject([{ state: "dead", attempts: 9 }]);
    expect(told.received).toHaveLength(9);
  });

  it("waits as long as the receiver asks", async () => {
    await endpoint({ answer: (response) => void response.writeHead(429, { "retry-after": "600" }).end() });
    await hold(await anOrder());
    await sendWebhooks();
    const [row] =
      await sql`select next_at > now() + interval '590 seconds' as later from webhook_deliveries where state = 'waiting'`;
    expect(row?.later).toBe(true);
  });

  it("answered with 410 switches the endpoint off", async () => {
    const told = await endpoint({ answer: (response) => void response.writeHead(410).end() });
    await hold(await anOrder());
    await sendWebhooks();
    const [row] = await sql`select enabled, disabled_reason from webhook_endpoints where number = ${told.number}`;
    expect(row).toEqual({ enabled: false, disabled_reason: "gone" });
    expect(await rowsOf(told.number)).toMatchObject([{ state: "dead", attempts: 1 }]);
  });

  it("that fails when nothing arrived for five days switches the endpoint off", async () => {
    const told = await endpoint({ answer: failing });
    await hold(await anOrder());
    await sendWebhooks();
    await sql`update webhook_endpoints set failing_since = now() - interval '6 days' where number = ${told.number}`;
    await makeDue();
    await sendWebhooks();
    const [row] = await sql`select enabled, disabled_reason from webhook_endpoints where number = ${told.number}`;
    expect(row).toEqual({ enabled: false, disabled_reason: "failing" });
    told.answerWith((response) => void response.writeHead(200).end());
    must(await run(switchEndpoint, owner, { number: told.number, enabled: true }));
    await makeDue();
    await sendWebhooks();
    expect(await rowsOf(told.number)).toMatchObject([{ state: "delivered" }]);
  });

  it("is never made where a redirect or a name leads", async () => {
    const inside = await endpoint();
    const told = await endpoint({
      answer: (response) => void response.writeHead(302, { location: inside.url }).end(),
    });
    await hold(await anOrder());
    await sendWebhooks();
    expect(await rowsOf(told.number)).toMatchObject([{ state: "waiting", attempts: 1 }]);
    await sql`update webhook_endpoints set url = 'https://partner.example.com/' where number = ${told.number}`;
    await makeDue();
    const resolve = async () => [{ address: "10.0.0.7", family: 4 }];
    await sendWebhooks({ network: { ...usualNetwork(), loopback: false, resolve } });
    const problems = await sql`
      select a.problem from webhook_attempts a join webhook_deliveries d on d.id = a.delivery_id
      join webhook_endpoints e on e.id = d.endpoint_id where e.number = ${told.number} order by a.number`;
    expect(problems.map(({ problem }) => problem)).toEqual(["redirect", "address"]);
  });
});

describe("a dead delivery", () => {
  it("opens one exception for its endpoint, is sent again by its fix, and that closes it", async () => {
    const told = await endpoint({ answer: failing });
    await hold(await anOrder());
    await hold(await anOrder());
    await exhaust(told.number);
    await reconcileExceptions(["webhook_dead"]);
    const opened = await sql<{ number: number; facts: unknown }[]>`
      select number, facts from exceptions where type = 'webhook_dead' and closed_at is null`;
    expect(opened).toMatchObject([{ facts: { name: `Partner ${made}`, dead: 2 } }]);
    told.answerWith((response) => void response.writeHead(200).end());
    must(await run(fixException, owner, { number: opened[0]?.number }));
    await sendWebhooks();
    await reconcileExceptions(["webhook_dead"]);
    expect(await sql`select 1 from exceptions where type = 'webhook_dead' and closed_at is null`).toEqual([]);
    expect(await rowsOf(told.number)).toMatchObject([
      { state: "delivered", attempts: 10, tries: 1 },
      { state: "delivered" },
    ]);
  });

  it("lets the next of its order go on", async () => {
    const told = await endpoint({ answer: failing });
    const number = await anOrder();
    await hold(number);
    await release(number);
    await exhaust(told.number);
    expect((await rowsOf(told.number)).map(({ state }) => state)).toEqual(["dead", "dead"]);
  });
});

describe("an endpoint", () => {
  it("is signed for with both secrets for a day after a new one was made", async () => {
    const told = await endpoint();
    const next = newWebhookSecret();
    must(await run(rotateSecret, owner, { number: told.number, secret: next }));
    must(await run(sendTest, owner, { number: told.number }));
    await sendWebhooks();
    const [test] = told.received;
    expect(test?.body).toMatchObject({ type: "test.sent", data: {} });
    const signed = {
      id: test?.id ?? "",
      timestamp: Number(test?.headers["webhook-timestamp"]),
      body: test?.text ?? "",
    };
    expect(test?.headers).toMatchObject(signedHeaders(signed, [next, told.secret]));
    await sql`update webhook_endpoints set previous_until = now() where previous_until is not null`;
    must(await run(sendTest, owner, { number: told.number }));
    await sendWebhooks();
    expect(told.received[1]?.headers["webhook-signature"]?.split(" ")).toHaveLength(1);
  });

  it("is refused for an address of the shop's own network, and for a name that is taken", async () => {
    vi.stubEnv("WEBHOOKS_TO_LOOPBACK", "");
    const input = { name: "Inside", topics: [], secret: newWebhookSecret() };
    for (const [url, problem] of [
      ["http://example.com", "not_https"],
      ["https://127.0.0.1/", "private_address"],
      ["https://[::ffff:10.0.0.1]/", "private_address"],
      ["https://2130706433/", "private_address"],
      ["https://metadata.google.internal/", "private_address"],
      ["https://example.com:8080/", "url_with_port"],
      ["https://me:secret@example.com/", "url_with_password"],
      ["partner", "not_a_url"],
    ]) {
      expect(await run(createEndpoint, owner, { ...input, url }), url).toMatchObject({
        refusal: { code: "url_refused", facts: { problem } },
      });
    }
    const { number } = must(await run(createEndpoint, owner, { ...input, url: "https://example.com/" }));
    expect(await run(createEndpoint, owner, { ...input, name: "inside", url: "https://example.org/" })).toMatchObject({
      refusal: { code: "endpoint_name_taken" },
    });
    const change = { number, version: 2, name: "Inside", url: "https://example.com/", topics: [] };
    expect(await run(changeEndpoint, owner, change)).toMatchObject({ refusal: { code: "endpoint_changed" } });
  });

  it("that is deleted gets nothing more, and what waited is called off", async () => {
    const told = await endpoint();
    await hold(await anOrder());
    must(await run(archiveEndpoint, owner, { number: told.number }));
    expect(await sendWebhooks()).toBe(0);
    expect(await rowsOf(told.number)).toMatchObject([{ state: "cancelled" }]);
    expect(await run(sendTest, owner, { number: told.number })).toMatchObject({
      refusal: { code: "no_such_endpoint" },
    });
  });

  it("is sent again what it asks for, as the same message", async () => {
    const told = await endpoint();
    await hold(await anOrder());
    await sendWebhooks();
    const [row] = await rowsOf(told.number);
    must(await run(resendDeliveries, owner, { number: told.number, deliveries: [row?.id] }));
    await sendWebhooks();
    expect(told.received.map(({ id }) => id)).toEqual([told.received[0]?.id, told.received[0]?.id]);
    expect(await run(resendDeliveries, owner, { number: told.number, deliveries: "dead" })).toMatchObject({
      refusal: { code: "nothing_to_resend" },
    });
  });
});

describe("a rule", () => {
  it("calls an endpoint once a firing, says what became of it, and a dry run sends nothing", async () => {
    const told = await endpoint({ topics: [] });
    const rule = { name: "Tell the partner", trigger: "held", actions: [{ kind: "webhook", endpoint: told.number }] };
    const before = await anOrder();
    await hold(before);
    const dry = await dryRun(owner, { rule: ruleInput.parse(rule), number: null });
    expect(dry.orders.map(({ would }) => would)).toContainEqual([{ ok: true }]);
    must(await run(createRule, owner, { rule, enabled: true }));
    const number = await anOrder();
    await hold(number);
    await runAutomation();
    await sendWebhooks();
    expect(told.received.map(({ body }) => body)).toMatchObject([
      { type: "rule.fired", data: { order: { number }, rule: { name: "Tell the partner", version: 1 } } },
    ]);
    const [order] = await sql<{ id: string }[]>`select id from orders where number = ${number}`;
    expect(await firingsOfOrder(order?.id ?? "")).toMatchObject([
      { did: [{ ok: true }], calls: [{ endpoint: told.number, state: "delivered" }] },
    ]);
    const gone = { ...rule, name: "Nobody there", actions: [{ kind: "webhook", endpoint: 9999 }] };
    expect(await run(createRule, owner, { rule: gone })).toMatchObject({ refusal: { code: "no_such_endpoint" } });
    await sql`update automation_rules set enabled = false`;
  });
});

it("what arrived is forgotten after a month, what is dead after three, and nothing sooner", async () => {
  const told = await endpoint();
  for (let times = 0; times < 3; times += 1) must(await run(sendTest, owner, { number: told.number }));
  await sendWebhooks();
  const [first, second] = await rowsOf(told.number);
  await sql`
    update webhook_deliveries set created_at = now() - interval '31 days', settled_at = now() - interval '31 days',
      state = case when id = ${second?.id ?? 0} then 'dead' else state end
    where id in (${first?.id ?? 0}, ${second?.id ?? 0})`;
  expect(await expireDeliveries()).toBe(1);
  expect((await rowsOf(told.number)).map(({ state }) => state)).toEqual(["dead", "delivered"]);
});
