import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isRefusal, type Refusal } from "@/lib/core/result";
import { StockPool } from "@/lib/inventory/rules/route";
import { applyPlan } from "@/lib/orders/rules/apply-plan";
import type { Plan } from "@/lib/orders/rules/plan";
import { deriveStage } from "@/lib/orders/rules/stage";
import type { LineState, OrderState } from "@/lib/orders/rules/state";
import { withdrawShipment } from "./cancel-shipment";
import { codeSpellings, isOfItem } from "./find-item";
import { planFinishPacking, planPack } from "./pack";
import { planPick } from "./pick";
import { isOpen, openUnits, pickableAt, unreservedUnits } from "./pickable";
import { planShip, planShipOrder } from "./ship";
import { shipmentsAfter } from "./shipments-after";
import { planShortPick } from "./short-pick";
import { planStartPicking } from "./start-picking";
import { planTracking, trackingStatuses } from "./track";

const now = new Date("2026-11-21T09:00:00Z");
const [north, south] = ["north", "south"];
const locations = [
  { id: north, code: "N", priority: 1 },
  { id: south, code: "S", priority: 2 },
];

function line(id: string, ordered: number, settings: Partial<LineState> = {}): LineState {
  return {
    id,
    position: 1,
    kind: "product",
    variantId: `variant-${id}`,
    sku: `SKU-${id}`,
    title: id,
    unitPrice: "1",
    unitCost: null,
    subtotalMinor: 0n,
    discountMinor: 0n,
    taxMinor: 0n,
    totalMinor: 0n,
    refundedMinor: 0n,
    cancelledMinor: 0n,
    ships: true,
    stocked: true,
    madeToOrder: false,
    gift: false,
    ordered,
    cancelled: 0,
    reserved: ordered,
    backordered: 0,
    allocated: 0,
    picked: 0,
    packed: 0,
    shipped: 0,
    delivered: 0,
    awaited: 0,
    returned: 0,
    restocked: 0,
    refunded: 0,
    reservations: [{ locationId: north, quantity: ordered }],
    ...settings,
  };
}

function order(lines: LineState[], settings: Partial<OrderState> = {}): OrderState {
  const state: OrderState = {
    id: "order",
    shippingServiceId: null,
    ...{ contactName: "", contactPhone: null, shipTo: null, billTo: null, documents: [] },
    number: "CH-1",
    version: 3,
    channelId: "channel",
    customerId: null,
    externalId: null,
    currency: "CNY",
    country: "CN",
    stage: "ready",
    held: false,
    placedAt: now,
    businessDay: "2026-11-21",
    submittedAt: now,
    approvedAt: now,
    completedAt: null,
    rejectedAt: null,
    promisedAt: null,
    paymentMethod: "cash",
    pricesIncludeTax: true,
    counted: true,
    locationId: north,
    assigneeId: null,
    priority: 0,
    dueAt: null,
    tags: [],
    itemsMinor: 0n,
    discountMinor: 0n,
    shippingMinor: 0n,
    shippingTaxMinor: 0n,
    taxMinor: 0n,
    totalMinor: 0n,
    authorisedMinor: 0n,
    paidMinor: 0n,
    refundedMinor: 0n,
    lines,
    holds: [],
    payments: [],
    shipments: [],
    ...settings,
  };
  return { ...state, stage: deriveStage(state) };
}

function applied(plan: Plan | Refusal): OrderState {
  if (isRefusal(plan)) throw new Error(`refused: ${plan.code}`);
  const state = { ...applyPlan(plan), shipments: shipmentsAfter(plan) };
  return { ...state, version: (plan.order?.version ?? 0) + plan.events.length, stage: deriveStage(state) };
}

const code = (plan: Plan | Refusal | object) => (isRefusal(plan) ? plan.code : "planned");

let serial = 0;
const fresh = () => {
  serial += 1;
  return { id: `shipment-${serial}`, number: `SH-${serial}` };
};
const start = (state: OrderState, location = locations[0], partial = false) =>
  planStartPicking(state, {
    shipment: fresh(),
    wave: null,
    location: location ?? { id: north, code: "N" },
    now,
    partial,
  });
const by = { by: "Ann", now };
const details = { carrier: "SF", service: "", trackingNumber: "SF1", ...by };
const firstShipment = (state: OrderState) => state.shipments[0] as OrderState["shipments"][number];

describe("what can be picked", () => {
  test("units that lie on an open shipment are not offered again", () => {
    const state = applied(start(order([line("a", 3)])));
    expect(pickableAt(state, north)).toEqual([]);
    expect(openUnits(state, "a")).toBe(3);
  });

  test("lines without stock of their own go with the order's warehouse", () => {
    const made = line("a", 2, { stocked: false, reserved: 0, reservations: [] });
    expect(pickableAt(order([made]), north)).toMatchObject([{ quantity: 2 }]);
    expect(pickableAt(order([made]), south)).toEqual([]);
    expect(pickableAt(order([made], { locationId: null }), south)).toMatchObject([{ quantity: 2 }]);
  });

  test("fees are nobody's to pick", () => {
    expect(pickableAt(order([line("a", 1, { ships: false })]), north)).toEqual([]);
  });
});

describe("each refusal of starting", () => {
  const hold = (scope: "all" | "pick" | "ship") => ({
    id: "h",
    type: "address",
    scope,
    reason: "",
    dueAt: null,
    releaseWhen: null,
    approver: null,
  });
  test.each([
    ["not_ready", order([line("a", 1)], { approvedAt: null })],
    ["not_ready", order([line("a", 1)], { submittedAt: null })],
    [
      "already_shipped",
      order([line("a", 1, { shipped: 1, allocated: 1, picked: 1, packed: 1, reserved: 0, reservations: [] })]),
    ],
    ["held", order([line("a", 1)], { holds: [hold("all")] })],
    ["held", order([line("a", 1)], { holds: [hold("pick")] })],
    ["planned", order([line("a", 1)], { holds: [hold("ship")] })],
    ["part_in_stock", order([line("a", 2, { reserved: 1, reservations: [{ locationId: north, quantity: 1 }] })])],
    ["nothing_to_pick", order([line("a", 1, { reservations: [{ locationId: south, quantity: 1 }] })])],
    ["already_picking", applied(start(order([line("a", 1)])))],
  ])("%s", (expected, state) => expect(code(start(state))).toBe(expected));
});

describe("each refusal of shipping", () => {
  const ready = (settings: Partial<OrderState> = {}) => {
    const begun = applied(start(order([line("a", 1)], settings)));
    const picked = applied(planPick(begun, firstShipment(begun), [{ lineId: "a", quantity: 1 }], by));
    return applied(planPack(picked, firstShipment(picked), [{ lineId: "a", quantity: 1 }]));
  };
  const ship = (state: OrderState) => code(planShip(state, firstShipment(state), details));
  test("packed and paid for goes; the second time it has gone", () => {
    const state = ready();
    const gone = applied(planShip(state, firstShipment(state), details));
    expect(gone.stage).toBe("shipped");
    expect(ship(gone)).toBe("already_shipped");
  });
  test("prepaid and unpaid stays, cash on delivery goes", () => {
    expect(ship(ready({ paymentMethod: "card", totalMinor: 100n }))).toBe("payment_due");
    expect(ship(ready({ paymentMethod: "cod", totalMinor: 100n }))).toBe("planned");
  });
  test("held from shipping stays", () => {
    const state = ready();
    expect(
      ship({
        ...state,
        holds: [{ id: "h", type: "fraud", scope: "ship", reason: "", dueAt: null, releaseWhen: null, approver: null }],
      }),
    ).toBe("held");
  });
  test("a cancelled shipment, and one not packed, stay", () => {
    const begun = applied(start(order([line("a", 1)])));
    expect(ship(begun)).toBe("wrong_status");
    const picked = applied(planPick(begun, firstShipment(begun), [{ lineId: "a", quantity: 1 }], by));
    expect(ship(picked)).toBe("not_all_packed");
  });
});

describe("codes", () => {
  test("a UPC and its EAN-13 are one code", () => {
    expect(codeSpellings("012345678905")).toContain("0012345678905");
    expect(codeSpellings("0012345678905")).toContain("012345678905");
    expect(codeSpellings(" MUG-1 ")).toEqual(["MUG-1"]);
  });
  test("a line without an item answers to its SKU in any case", () => {
    const unmapped = { variantId: null, sku: "Gift-Card" };
    expect(isOfItem(unmapped, { code: "gift-card", variantId: null, sku: "", title: "" })).toBe(true);
    expect(isOfItem({ variantId: "v", sku: "A" }, { code: "A", variantId: "w", sku: "A", title: "" })).toBe(false);
  });
});

describe("whatever is done in whatever order", () => {
  const step = fc.record({
    kind: fc.constantFrom("start", "pick", "undo", "short", "pack", "finish", "ship", "withdraw", "track", "shipOrder"),
    at: fc.nat(7),
    lineAt: fc.nat(3),
    quantity: fc.integer({ min: 1, max: 4 }),
    status: fc.constantFrom(...trackingStatuses),
  });
  type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

  const shapes = fc.array(
    fc.record({
      ordered: fc.integer({ min: 1, max: 6 }),
      north: fc.nat(6),
      stocked: fc.boolean(),
      cancelled: fc.nat(2),
    }),
    { minLength: 1, maxLength: 4 },
  );

  function take(state: OrderState, { kind, at, lineAt, quantity, status }: Step, pool: StockPool): Plan | Refusal {
    const shipment = state.shipments[at % Math.max(state.shipments.length, 1)];
    const lineId = shipment?.lines[lineAt % Math.max(shipment.lines.length, 1)]?.orderLineId ?? "";
    const facts = { pool, locations, backorderable: new Set(["variant-l0"]) };
    if (kind === "start" || !shipment) return start(state, locations[at % 2], quantity > 2);
    if (kind === "shipOrder") {
      return planShipOrder(state, { partial: quantity > 2, newShipments: [fresh(), fresh()], details });
    }
    if (kind === "pick") return planPick(state, shipment, [{ lineId, quantity }], by);
    if (kind === "undo") return planPick(state, shipment, [{ lineId, quantity: -quantity }], by);
    if (kind === "short") {
      return planShortPick(state, shipment, [{ lineId, quantity }], { reason: "not_found", note: "", ...by }, facts);
    }
    if (kind === "pack") return planPack(state, shipment, [{ lineId, quantity: at > 5 ? -quantity : quantity }]);
    if (kind === "finish")
      return planFinishPacking(state, shipment, { packages: 1, weightGrams: null, rest: at > 3, ...by });
    if (kind === "ship") return planShip(state, shipment, details);
    if (kind === "track") {
      return planTracking(state, shipment, { id: "t", status, at: now, place: "", description: "", now, latest: null });
    }
    const withdrawal = withdrawShipment(state, shipment, { note: "", now });
    if (isRefusal(withdrawal)) return withdrawal;
    return { order: state, lines: withdrawal.lines, shipments: [withdrawal.shipment], events: [withdrawal.event] };
  }

  test("counters keep their chain, shipments add up to them, and nothing is sent or claimed twice", () => {
    fc.assert(
      fc.property(shapes, fc.array(step, { maxLength: 40 }), (lines, steps) => {
        let state = order(
          lines.map(({ ordered, north: atNorth, stocked, cancelled }, index) => {
            const open = ordered - Math.min(cancelled, ordered - 1);
            const there = Math.min(atNorth, open);
            const reservations = [
              { locationId: north, quantity: there },
              { locationId: south, quantity: open - there },
            ].filter(({ quantity }) => quantity > 0);
            return line(`l${index}`, ordered, {
              cancelled: ordered - open,
              stocked,
              reserved: stocked ? open : 0,
              reservations: stocked ? reservations : [],
            });
          }),
        );
        const pool = new StockPool();
        for (const { variantId } of state.lines) pool.set(variantId ?? "", south, 2);
        for (const each of steps) {
          const plan = take(state, each, pool);
          if (isRefusal(plan)) continue;
          const held = state.lines.reduce((sum, entry) => sum + entry.reserved, 0);
          const shipped = state.lines.reduce((sum, entry) => sum + (entry.stocked ? entry.shipped : 0), 0);
          state = applied(plan);
          for (const entry of state.lines) expectSound(state, entry);
          // What leaves the shelf leaves the claim: units are neither lost nor made by shipping.
          const sent = state.lines.reduce((sum, entry) => sum + (entry.stocked ? entry.shipped : 0), 0) - shipped;
          const onHand = (plan.stock ?? [])
            .filter(({ reason }) => reason === "ship")
            .reduce((sum, { onHand = 0 }) => sum + onHand, 0);
          expect(onHand + sent).toBe(0);
          if (sent > 0) expect(held - state.lines.reduce((sum, entry) => sum + entry.reserved, 0)).toBe(sent);
        }
      }),
      { numRuns: 400 },
    );
  });

  function expectSound(state: OrderState, entry: LineState): void {
    const { ordered, cancelled, reserved, backordered, allocated, picked, packed, shipped, delivered } = entry;
    const chain = [0, delivered, shipped, packed, picked, allocated, ordered - cancelled];
    expect(chain).toEqual([...chain].sort((a, b) => a - b));
    expect(reserved + backordered + shipped).toBeLessThanOrEqual(ordered - cancelled);
    expect(entry.reservations.reduce((sum, { quantity }) => sum + quantity, 0)).toBe(reserved);
    for (const { quantity } of entry.reservations) expect(quantity).toBeGreaterThan(0);
    const live = state.shipments.filter(({ status }) => status !== "cancelled");
    const sum = (of: "quantity" | "picked" | "packed") =>
      live.reduce(
        (total, { lines }) => total + (lines.find(({ orderLineId }) => orderLineId === entry.id)?.[of] ?? 0),
        0,
      );
    expect([sum("quantity"), sum("picked"), sum("packed")]).toEqual([allocated, picked, packed]);
    if (entry.stocked) expect(openUnits(state, entry.id)).toBeLessThanOrEqual(reserved);
    for (const shipment of live)
      if (!isOpen(shipment)) expect(shipment.lines.every(({ quantity, packed: done }) => quantity === done)).toBe(true);
    if (state.stage === "ready") expect(unreservedUnits(state)).toBe(0);
  }
});
