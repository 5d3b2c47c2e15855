import { afterEach, beforeAll, expect, it, vi } from "vitest";
import { connection } from "@/db/client";
import type { SessionClaim } from "@/lib/auth/session-token";
import { run } from "@/lib/command";
import { shipOrder } from "@/lib/fulfilment/commands/ship-order";
import { getNavCounts } from "@/lib/home/queries";
import { adjustStock } from "@/lib/inventory/commands/adjust-stock";
import { holdOrder } from "@/lib/orders/commands/hold-order";
import { requestReturn } from "@/lib/returns/commands/request-return";
import { setStaffActive } from "@/lib/staff/commands/set-staff-active";
import { addStock, makeOrder, makeShop, makeVariant, must } from "@/lib/testing/factories";
import { hire, type TestPerson } from "@/lib/testing/people";
import { LiveHub } from "./hub";
import type { LiveMessage, OrderChange } from "./rules/message";

const patience = { timeout: 15_000, interval: 20 };

let owner: TestPerson;
let sku: string;
let hub: LiveHub;
const hubs: LiveHub[] = [];

beforeAll(async () => {
  owner = await makeShop();
  sku = await makeVariant();
  await addStock(sku, 500);
});

afterEach(async () => {
  await Promise.all(hubs.splice(0).map((each) => each.close()));
});

function openHub(): LiveHub {
  hub = new LiveHub(getNavCounts);
  hubs.push(hub);
  return hub;
}

/** Somebody at a screen of a process: what they were told, and how it ended. */
function watch(person: TestPerson, on = hub) {
  const told: LiveMessage[] = [];
  const ended: string[] = [];
  const claim: SessionClaim = { staffId: person.id, version: person.version };
  const leave = on.join({
    claim,
    session: person,
    send: (message) => told.push(message),
    beat: () => {},
    end: (why) => ended.push(why),
  });
  const orders = () => told.flatMap((message) => (Array.isArray(message.orders) ? message.orders : []));
  const lastCounts = () => told.findLast((message) => message.counts)?.counts;
  return { told, ended, leave, orders, lastCounts };
}

/** Waits until the hub hears: what is written from then on reaches it. */
async function hearing(viewer: { told: LiveMessage[] }) {
  // The first resync is the greeting, the second says that the listening connection stands.
  await vi.waitFor(() => expect(viewer.told.filter((each) => each.resync).length).toBeGreaterThan(1), patience);
}

it("tells of an order that came in and of what became of it, in every process, by its last version", async () => {
  const [one, two] = [watch(owner, openHub()), watch(owner, openHub())];
  await Promise.all([hearing(one), hearing(two)]);
  const { number } = await makeOrder([{ sku, quantity: 1 }]);
  const came = (orders: OrderChange[]) => orders.find((order) => order.number === number);
  await vi.waitFor(() => expect(came(one.orders())).toMatchObject({ stage: "ready", isNew: true }), patience);
  await vi.waitFor(() => expect(came(two.orders())).toMatchObject({ isNew: true }), patience);

  const held = must(await run(holdOrder, owner.actor, { number, type: "other", scope: "all", reason: "Wait" }));
  await vi.waitFor(
    () => expect(one.orders().at(-1)).toEqual({ number, version: held.version, stage: "ready", isNew: false }),
    patience,
  );
});

it("counts what waits, and says nothing that is not new", async () => {
  const viewer = watch(owner, openHub());
  await hearing(viewer);
  const before = viewer.lastCounts()?.orders ?? 0;
  await makeOrder([{ sku, quantity: 1 }]);
  await makeOrder([{ sku, quantity: 1 }]);
  await vi.waitFor(() => expect(viewer.lastCounts()?.orders).toBe(before + 2), patience);
  const counted = viewer.told.flatMap(({ counts }) => (counts ? [JSON.stringify(counts)] : []));
  expect(counted).toEqual(counted.filter((each, at) => each !== counted[at - 1]));
});

it("makes one message of a burst", async () => {
  const viewer = watch(owner, openHub());
  await hearing(viewer);
  const begun = viewer.told.length;
  const made = await Promise.all(Array.from({ length: 12 }, () => makeOrder([{ sku, quantity: 1 }])));
  await vi.waitFor(() => {
    const seen = new Set(viewer.orders().map(({ number }) => number));
    expect(made.every(({ number }) => seen.has(number))).toBe(true);
  }, patience);
  expect(viewer.told.length - begun).toBeLessThan(12);
});

it("names no import to a role that may not see imports", async () => {
  const warehouse = await hire("warehouse");
  const viewers = [watch(owner, openHub()), watch(warehouse)] as const;
  await Promise.all(viewers.map(hearing));
  await connection().sql`
    insert into imports (id, number, source, file_name, file_size, file_hash, status, created_by)
    values (gen_random_uuid(), 'I-1', 'generic', 'orders.csv', 1, 'x', 'running', 'Test')`;
  await connection().sql`update imports set rows_done = 7 where number = 'I-1'`;
  const seen = (viewer: (typeof viewers)[number]) => viewer.told.flatMap(({ jobs }) => jobs ?? []);
  await vi.waitFor(() => expect(seen(viewers[0])).toContainEqual({ kind: "import", number: "I-1" }), patience);
  await makeOrder([{ sku, quantity: 1 }]);
  await vi.waitFor(() => expect(viewers[1].orders().length).toBeGreaterThan(0), patience);
  expect(seen(viewers[1])).toEqual([]);
  expect(viewers[1].lastCounts()).not.toHaveProperty("runningImports");
});

it("tells of stock that moved without an order", async () => {
  const viewer = watch(owner, openHub());
  await hearing(viewer);
  must(await run(adjustStock, owner.actor, { sku, location: "MAIN", reason: "found", quantity: 3 }));
  await vi.waitFor(() => expect(viewer.told.some(({ stock }) => stock)).toBe(true), patience);
});

it("tells of returns to whoever may see them", async () => {
  const { number } = await makeOrder([{ sku, quantity: 1 }]);
  must(await run(shipOrder, owner.actor, { number, trackingNumber: "SF-LIVE" }));
  const viewer = watch(owner, openHub());
  await hearing(viewer);
  const lines = [{ line: 1, quantity: 1, reason: "not_wanted" }];
  must(await run(requestReturn, owner.actor, { number, lines }));
  await vi.waitFor(() => expect(viewer.told.some(({ returns }) => returns)).toBe(true), patience);
});

it("ends the stream of somebody who is switched off, before another word", async () => {
  const leaver = await hire("support", "leaver@shop.test");
  const viewers = [watch(owner, openHub()), watch(leaver)] as const;
  await Promise.all(viewers.map(hearing));
  must(await run(setStaffActive, owner.actor, { id: leaver.id, active: false }));
  await vi.waitFor(() => expect(viewers[1].ended).toEqual(["signed_out"]), patience);
  const words = viewers[1].told.length;
  await makeOrder([{ sku, quantity: 1 }]);
  await vi.waitFor(() => expect(viewers[0].orders().length).toBeGreaterThan(0), patience);
  expect(viewers[1].told.length).toBe(words);
  expect(viewers[0].ended).toEqual([]);
});

it("hears again by itself when its connection is cut, and has everybody look anew", async () => {
  const viewer = watch(owner, openHub());
  await hearing(viewer);
  const looks = () => viewer.told.filter(({ resync }) => resync).length;
  const before = looks();
  const cut = await connection().sql`
    select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and application_name like '% live%' and query ilike 'listen%'`;
  expect(cut.length).toBeGreaterThan(0);
  await vi.waitFor(() => expect(looks()).toBeGreaterThan(before), patience);
  const { number } = await makeOrder([{ sku, quantity: 1 }]);
  await vi.waitFor(() => expect(viewer.orders().map((order) => order.number)).toContain(number), patience);
});

it("sends everybody away when the process ends, and lets nobody in after that", async () => {
  const viewer = watch(owner, openHub());
  await vi.waitFor(() => expect(viewer.told.length).toBeGreaterThan(0), patience);
  await hub.close();
  expect(viewer.ended).toEqual(["closing"]);
  expect(watch(owner).ended).toEqual(["closing"]);
});
