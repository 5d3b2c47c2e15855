import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { newId } from "@/lib/core/ids";
import { isRefusal, refuse } from "@/lib/core/result";
import { anyOrder, expectConsistent, orderOf, stateAfter } from "@/lib/testing/any-order";
import { orderState } from "@/lib/testing/order-state";
import {
  addressKey,
  type Mergeable,
  type MergeObstacle,
  obstacleToMerge,
  planMerge,
  planMerges,
  sideOf,
} from "./merge";
import type { Plan } from "./plan";
import { type Moved, planRejoin, planRejoins } from "./rejoin";
import { planSplit, type SplitFacts } from "./split";
import type { OrderState } from "./state";

const now = new Date("2026-11-23T02:00:00Z");
const address = { name: "李雯", line1: "文三路 478 号", city: "杭州市", country: "CN" };
const common = { now, shopCurrency: "CNY", details: new Map() };

function factsOf(order: OrderState): SplitFacts {
  const { channelId, externalId, customerId, currency, placedAt, businessDay, submittedAt, promisedAt, ...rest } =
    order;
  const { paymentMethod, pricesIncludeTax, country, tags } = rest;
  return {
    ...common,
    refunds: [],
    review: null,
    head: {
      ...{ id: newId(), number: `CH-${newId()}`, channelId, externalId, customerId, currency, placedAt, businessDay },
      ...{
        submittedAt,
        promisedAt,
        paymentMethod,
        pricesIncludeTax,
        country,
        tags,
        paymentReference: "",
        shipTo: address,
      },
      ...{
        contactName: "李雯",
        contactEmail: null,
        contactPhone: null,
        billTo: null,
        buyerMessage: "",
        sellerNote: "",
      },
      ...{
        flag: null,
        gift: false,
        shippingService: "standard",
        shippingServiceId: null,
        shippingTaxRate: "0.06",
        importId: null,
      },
      ...{ sourceHash: null, createdBy: "" },
    },
  };
}

const rejoinFacts = { now, shopCurrency: "CNY", refunds: [], fields: {} };
const salesOf = (plan: Plan) => (plan.sales ?? []).reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
const ordersOf = (plan: Plan) => (plan.sales ?? []).reduce((sum, { orderDelta = 0 }) => sum + orderDelta, 0);
const costOf = (plan: Plan) => (plan.sales ?? []).reduce((sum, { costMinor = 0n }) => sum + costMinor, 0n);

/** Everything of orders that must be the same whichever of them has it. */
function together(orders: readonly OrderState[]) {
  const sum = (of: (order: OrderState) => bigint) => orders.reduce((total, order) => total + of(order), 0n);
  const units = new Map<string, number[]>();
  for (const line of orders.flatMap((order) => order.lines)) {
    const before = units.get(line.sku) ?? [0, 0, 0];
    const now = [line.ordered - line.cancelled, line.reserved, line.backordered];
    units.set(
      line.sku,
      before.map((count, index) => count + (now[index] ?? 0)),
    );
  }
  return {
    items: sum((order) => order.itemsMinor),
    discount: sum((order) => order.discountMinor),
    shipping: sum((order) => order.shippingMinor),
    tax: sum((order) => order.taxMinor),
    total: sum((order) => order.totalMinor),
    paid: sum((order) => order.paidMinor),
    held: sum((order) => order.payments.reduce((total, payment) => total + payment.capturedMinor, 0n)),
    units,
  };
}

/** What an order is worth and holds, line by line. */
function booksOf(order: OrderState) {
  const {
    itemsMinor,
    discountMinor,
    shippingMinor,
    shippingTaxMinor,
    taxMinor,
    totalMinor,
    paidMinor,
    authorisedMinor,
  } = order;
  return {
    ...{ itemsMinor, discountMinor, shippingMinor, shippingTaxMinor, taxMinor, totalMinor, paidMinor, authorisedMinor },
    lines: order.lines
      .filter((line) => line.cancelled < line.ordered)
      .map(({ sku, ordered, cancelled, cancelledMinor, reserved, backordered }) => {
        return { sku, ordered, cancelled, cancelledMinor, reserved, backordered };
      }),
  };
}

const anySplit = fc.array(
  fc.record({ line: fc.nat(2), quantity: fc.integer({ min: 1, max: 5 }), from: fc.constantFrom(undefined, "a", "b") }),
  {
    minLength: 1,
    maxLength: 3,
  },
);

function paid(made: Parameters<typeof orderOf>[0]): OrderState {
  const order = orderOf({ ...made, lines: made.lines.map((line) => ({ ...line, refunded: 0 })) });
  const paidMinor = (order.totalMinor * BigInt(made.paidShare)) / 100n;
  const parts = [paidMinor / 3n, paidMinor - paidMinor / 3n].filter((part) => part > 0n);
  const { payments } = orderState({ lines: [{ unitPrice: "1", ordered: 1 }], paid: parts });
  return { ...order, payments, paidMinor, authorisedMinor: paidMinor };
}

describe("however an order is split", () => {
  it("its parts are together what it was, and put together again it is what it was", () => {
    let splits = 0;
    fc.assert(
      fc.property(anyOrder, fc.array(anySplit, { minLength: 1, maxLength: 4 }), (made, asked) => {
        const first = paid(made);
        let parent = first;
        const parts: { order: OrderState; moved: Moved; sold: bigint }[] = [];
        let sold = first.totalMinor;
        for (const units of asked) {
          const ask = {
            note: "",
            units: units.flatMap(({ line, ...one }) => {
              const lineId = parent.lines[line]?.id;
              return lineId ? [{ lineId, ...one }] : [];
            }),
          };
          const planned = planSplit(parent, ask, factsOf(parent));
          if (isRefusal(planned)) continue;
          splits += 1;
          expect(salesOf(planned.parent) + salesOf(planned.part)).toBe(0n);
          expect(costOf(planned.parent) + costOf(planned.part)).toBe(0n);
          expect(ordersOf(planned.parent) + ordersOf(planned.part)).toBe(0);
          parent = stateAfter(planned.parent);
          sold += salesOf(planned.parent);
          const part = stateAfter(planned.part);
          const lines = planned.lines.map((line) => ({ ...line }));
          parts.push({ order: part, moved: { kind: "split", lines, kept: null }, sold: salesOf(planned.part) });
          expect(together([parent, ...parts.map(({ order }) => order)])).toEqual(together([first]));
          expectConsistent(parent, sold);
          for (const one of parts) expectConsistent(one.order, one.sold);
          if (first.paidMinor >= first.totalMinor) expect(part.paidMinor).toBe(part.totalMinor);
          expect(parent.paidMinor >= 0n && part.paidMinor <= part.totalMinor).toBe(true);
        }
        for (const { order, moved } of parts.reverse()) {
          const plans = planRejoin(parent, order, moved, rejoinFacts);
          if (isRefusal(plans)) throw new Error(JSON.stringify(plans));
          parent = stateAfter(plans[0]);
          const empty = stateAfter(plans[1]);
          expect(empty).toMatchObject({ totalMinor: 0n, paidMinor: 0n, stage: "cancelled" });
          expect(empty.lines.every((line) => line.reserved + line.backordered === 0)).toBe(true);
          expect(salesOf(plans[0]) + salesOf(plans[1])).toBe(0n);
        }
        expect(booksOf(parent)).toEqual(booksOf(first));
        expect(parent.payments.map(({ capturedMinor }) => capturedMinor)).toEqual(
          first.payments.map(({ capturedMinor }) => capturedMinor),
        );
      }),
      { numRuns: 400 },
    );
    expect(splits).toBeGreaterThan(200);
  });
});

function pair(into: Partial<OrderState> = {}, from: Partial<OrderState> = {}): [Mergeable, Mergeable] {
  const both = { customerId: "c", channelId: "web", approvedAt: now };
  const lines = [{ unitPrice: "30.00", ordered: 2, reserved: 2, reservations: [{ locationId: "a", quantity: 2 }] }];
  const made = (order: Partial<OrderState>) =>
    orderState({ lines, shippingMinor: 800n, paid: [6800n], order: { ...both, ...order } });
  const head = { shipTo: address, buyerMessage: "", sellerNote: "", gift: false };
  return [
    { order: made(into), head, refunds: [] },
    { order: made({ number: "CH-100002", ...from }), head, refunds: [] },
  ];
}

describe("two orders become one", () => {
  it("and are two again as they were when that is taken back", () => {
    let merges = 0;
    fc.assert(
      fc.property(anyOrder, anyOrder, (one, other) => {
        const same = { customerId: "c", channelId: "web", shipments: [] };
        const made = (settings: typeof one, inclusive: boolean) => {
          const order = paid({
            ...settings,
            inclusive,
            lines: settings.lines.map((line) => ({
              ...line,
              shares: [line.shares[0], 0, 0, line.shares[3]] as const as never,
            })),
          });
          return { ...order, ...same };
        };
        const orders = [made(one, one.inclusive), { ...made(other, one.inclusive), number: "CH-100002" }] as const;
        const head = { shipTo: address, buyerMessage: "", sellerNote: "", gift: false };
        const [into, from] = orders.map((order) => ({ order, head, refunds: [] })) as unknown as [Mergeable, Mergeable];
        const planned = planMerge(into, from, { ...common, note: "" });
        if (isRefusal(planned)) throw new Error(planned.code);
        merges += 1;
        expect(salesOf(planned.into) + salesOf(planned.from)).toBe(0n);
        expect(ordersOf(planned.into) + ordersOf(planned.from)).toBe(-1);
        const [whole, gone] = [stateAfter(planned.into), stateAfter(planned.from)];
        expect(together([whole, gone])).toEqual(together(orders));
        expect(gone).toMatchObject({ totalMinor: 0n, paidMinor: 0n, stage: "cancelled", shippingMinor: 0n });
        expectConsistent(whole, into.order.totalMinor + salesOf(planned.into));

        const moved: Moved = { kind: "merged", lines: planned.lines, kept: planned.kept };
        const apart = planRejoin(gone, whole, moved, rejoinFacts);
        if (isRefusal(apart)) throw new Error(apart.code);
        expect(ordersOf(apart[0]) + ordersOf(apart[1])).toBe(1);
        const [home, holder] = apart.map(stateAfter) as [OrderState, OrderState];
        expect(booksOf(home)).toEqual(booksOf(from.order));
        expect(booksOf(holder)).toEqual(booksOf(into.order));
        expect(home.stage).toBe(from.order.stage);
      }),
      { numRuns: 400 },
    );
    expect(merges).toBe(400);
  });

  it("of many at once, each into what the others made of it, and what can go back does, whatever else stays", () => {
    fc.assert(
      fc.property(fc.array(anyOrder, { minLength: 3, maxLength: 5 }), fc.nat(3), (made, staying) => {
        const orders = made.map((settings, index) => ({
          ...paid({
            ...settings,
            inclusive: true,
            lines: settings.lines.map((line) => ({ ...line, shares: [line.shares[0], 0, 0, line.shares[3]] as never })),
          }),
          ...{ number: `CH-${index}`, customerId: "c", channelId: "web", shipments: [] },
        }));
        const head = { shipTo: address, buyerMessage: "", sellerNote: "", gift: false };
        const [into, ...from] = orders.map((order) => ({ order, head, refunds: [] })) as unknown as [
          Mergeable,
          ...Mergeable[],
        ];
        const group = planMerges(into, from, { ...common, note: "" });
        if (isRefusal(group)) throw new Error(group.code);
        const whole = stateAfter(group.into);
        const gone = group.from.map((one) => stateAfter(one.from));
        expect(together([whole, ...gone])).toEqual(together(orders));
        expect(group.into.events).toHaveLength(from.length);
        expectConsistent(whole, into.order.totalMinor + salesOf(group.into));

        const homes = gone.map((home, index) => {
          const { lines = [], kept = null } = group.from[index] ?? {};
          const moved: Moved = { kind: "merged", lines, kept };
          return { home, moved: index === staying ? refuse("not_related") : moved };
        });
        const apart = planRejoins(whole, homes.reverse(), rejoinFacts);
        const left = apart.holder ? stateAfter(apart.holder) : whole;
        const back = apart.homes.map((plan, index) => (isRefusal(plan) ? homes[index]?.home : stateAfter(plan)));
        expect(together([left, ...(back as OrderState[])])).toEqual(together(orders));
        const stayed = apart.homes.filter((plan) => isRefusal(plan));
        expect(stayed.map((plan) => isRefusal(plan) && plan.code)).toEqual(
          staying < from.length ? ["not_related"] : [],
        );
        if (stayed.length === 0) expect(booksOf(left)).toEqual(booksOf(into.order));
      }),
      { numRuns: 200 },
    );
  });

  it("keeps both buyers' words, both notes and the earlier promise, and puts back what nobody changed since", () => {
    const [into, from] = pair(
      { promisedAt: new Date("2026-11-30T00:00:00Z") },
      { promisedAt: new Date("2026-11-26T00:00:00Z") },
    );
    into.head = { ...into.head, buyerMessage: "ring twice", sellerNote: "fragile" };
    from.head = { ...from.head, buyerMessage: "no plastic", sellerNote: "VIP" };
    const planned = planMerge(into, from, { ...common, note: "" });
    if (isRefusal(planned)) throw new Error(planned.code);
    expect(planned.into.patch).toMatchObject({
      buyerMessage: "ring twice\nno plastic",
      sellerNote: "fragile\nVIP",
      promisedAt: new Date("2026-11-26T00:00:00Z"),
    });
    const fields = {
      buyerMessage: "ring twice\nno plastic",
      sellerNote: "fragile",
      promisedAt: new Date("2026-11-26T00:00:00Z"),
    };
    const back = planRejoin(
      stateAfter(planned.from),
      stateAfter(planned.into),
      { kind: "merged", lines: planned.lines, kept: planned.kept },
      { ...rejoinFacts, fields },
    );
    if (isRefusal(back)) throw new Error(back.code);
    expect(back[1].patch).toMatchObject({ buyerMessage: "ring twice", promisedAt: new Date("2026-11-30T00:00:00Z") });
    expect(back[1].patch).not.toHaveProperty("sellerNote");
  });

  const head = { shipTo: address, buyerMessage: "", sellerNote: "", gift: false };
  const payment = { ...pair()[0].order.payments[0], authorisedMinor: 9000n } as OrderState["payments"][number];
  const line = pair()[0].order.lines[0] as OrderState["lines"][number];
  const obstacles: [MergeObstacle, Partial<OrderState>, Partial<Mergeable>][] = [
    ["merge_closed", { stage: "shipped" }, {}],
    ["merge_picked", { lines: [{ ...line, allocated: 1 }] }, {}],
    ["merge_held", { held: true }, {}],
    ["merge_customer", { customerId: "d" }, {}],
    ["merge_currency", { currency: "GBP" }, {}],
    ["merge_channel", { channelId: "till" }, {}],
    ["merge_address", {}, { head: { ...head, shipTo: { ...address, line1: "文三路 479 号" } } }],
    ["merge_payment", { paymentMethod: "cod" }, {}],
    ["merge_approval", { approvedAt: null }, {}],
    ["merge_given_back", {}, { refunds: [{ status: "succeeded" }] as unknown as Mergeable["refunds"] }],
    ["merge_open_payment", { payments: [payment] }, {}],
    ["merge_gift", {}, { head: { ...head, gift: true } }],
  ];
  it.each(obstacles)("%s keeps them apart", (obstacle, order, settings) => {
    const [into, from] = pair();
    const other = { ...from, ...settings, order: { ...from.order, ...order } };
    expect(obstacleToMerge(sideOf(into), sideOf(from))).toBeUndefined();
    expect(obstacleToMerge(sideOf(into), sideOf(other))).toBe(obstacle);
  });

  it("lets nothing that counts disappear in a part that does not", () => {
    const [into, from] = pair({ counted: false });
    expect(obstacleToMerge(sideOf(into), sideOf(from))).toBe("merge_part");
    expect(obstacleToMerge(sideOf(from), sideOf(into))).toBeUndefined();
  });

  it("takes addresses for one that differ by case and spaces alone", () => {
    expect(addressKey({ ...address, line1: "文三路478号 " })).toBe(addressKey(address));
    expect(addressKey({ ...address, city: "宁波市" })).not.toBe(addressKey(address));
  });
});
