import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isRefusal } from "@/lib/core/result";
import { StockPool } from "@/lib/inventory/rules/route";
import { anyOrder, expectConsistent, orderOf, shipmentsAfter } from "@/lib/testing/any-order";
import { orderState } from "@/lib/testing/order-state";
import { applyPlan } from "./apply-plan";
import { type ChangeAsk, type ChangeFacts, planChange } from "./change";
import { effectOf } from "./change-effect";
import type { VariantFacts } from "./intake";
import type { Plan } from "./plan";
import { deriveStage, toShip } from "./stage";
import type { OrderState } from "./state";

const cup: VariantFacts = {
  id: "cup",
  sku: "CUP",
  title: "Cup",
  spec: "white",
  unitCost: "4",
  taxClass: "standard",
  madeToOrder: false,
  backorderAllowed: false,
  active: true,
  category: "",
  prices: { CNY: "9.99" },
};
const nothing: ChangeAsk = { lines: [], add: [], reason: "customer_request", note: "" };

function factsOf(order: OrderState, free: Record<string, number> = {}): ChangeFacts {
  const pool = new StockPool();
  for (const [variantId, units] of Object.entries(free)) pool.set(variantId, "a", units);
  return {
    now: new Date("2026-11-27T02:00:00Z"),
    businessDay: "2026-11-27",
    shopCurrency: "CNY",
    refunds: [],
    kinRefunds: [],
    actor: { id: "ann", name: "Ann", refundLimits: { "*": "99999999999" } },
    numbers: ["R-1", "R-2"],
    details: new Map(order.lines.map((line) => [line.id, { taxRate: "0", spec: "", custom: [] }])),
    shippingTaxRate: "0",
    reservation: {
      pool,
      locations: [{ id: "a", code: "A", priority: 1 }],
      backorderable: new Set(),
    },
  };
}

const reservedLine = (unitPrice: string, ordered: number) => ({
  unitPrice,
  ordered,
  reserved: ordered,
  reservations: [{ locationId: "a", quantity: ordered }],
});
const paidOrder = () => {
  const order = orderState({ lines: [reservedLine("10.00", 3), reservedLine("5.00", 1)], shippingMinor: 800n });
  return orderState({
    lines: order.lines.map(({ unitPrice, ordered, id, variantId }) => ({
      ...reservedLine(unitPrice, ordered),
      id,
      variantId,
    })),
    shippingMinor: 800n,
    paid: [order.totalMinor],
  });
};
const idOf = (order: OrderState, at: number) => order.lines[at]?.id ?? "";
const salesOf = (plan: Plan) => (plan.sales ?? []).reduce((sum, entry) => sum + entry.amountMinor, 0n);

function must(plan: ReturnType<typeof planChange>): Plan {
  expect(plan).not.toHaveProperty("refused");
  return plan as Plan;
}

describe("changing an order", () => {
  it("adds an item: claims its stock, is a sale of the day, and waits for the rest of its money before it leaves", () => {
    const order = paidOrder();
    const add = [{ variant: cup, quantity: 2, unitPrice: "9.99", taxRate: "0" }];
    const plan = must(planChange(order, { ...nothing, add }, factsOf(order, { cup: 5 })));
    const after = applyPlan(plan);
    expect(after.totalMinor).toBe(order.totalMinor + 1998n);
    expect(after.lines.at(-1)).toMatchObject({ position: 3, sku: "CUP", ordered: 2, reserved: 2 });
    expect(plan.sales).toMatchObject([
      { kind: "change", amountMinor: 1998n, quantity: 2, costMinor: 800n, businessDay: "2026-11-27" },
    ]);
    expect(plan.openHolds).toMatchObject([{ type: "payment", scope: "ship" }]);
    expect(plan.patch).toMatchObject({ unitCount: 6, lineCount: 3 });
    expect(effectOf(plan, "CNY")).toMatchObject({
      lines: [
        { line: null, sku: "CUP", quantity: { before: 0, after: 2 }, total: { beforeMinor: "0", afterMinor: "1998" } },
      ],
      due: { beforeMinor: "0", afterMinor: "1998" },
      stock: { reserved: [{ sku: "CUP", locationId: "a", units: 2 }], released: [] },
      heldForPayment: true,
      cancelled: false,
    });
  });

  it("raises a line where it stands, and claims what it wants more", () => {
    const order = paidOrder();
    const lines = [{ lineId: idOf(order, 0), quantity: 5 }];
    const free = { [order.lines[0]?.variantId ?? ""]: 2 };
    const after = applyPlan(must(planChange(order, { ...nothing, lines }, factsOf(order, free))));
    expect(after.lines).toHaveLength(2);
    expect(after.lines[0]).toMatchObject({ ordered: 5, reserved: 5, totalMinor: 5000n });
    expect(after.totalMinor).toBe(order.totalMinor + 2000n);
  });

  it("gives further units of a line that left in part a line of their own", () => {
    const gone = { allocated: 2, picked: 2, packed: 2, shipped: 2 };
    const order = orderState({ lines: [{ unitPrice: "10.00", ordered: 3, ...gone }] });
    const lines = [{ lineId: idOf(order, 0), quantity: 4 }];
    const free = { [order.lines[0]?.variantId ?? ""]: 9 };
    const after = applyPlan(must(planChange(order, { ...nothing, lines }, factsOf(order, free))));
    expect(after.lines).toMatchObject([{ ordered: 3 }, { ordered: 1, unitPrice: "10.00", sku: "SKU-1", reserved: 1 }]);
  });

  it("takes units off: stock is free again and the money goes back", () => {
    const order = paidOrder();
    const plan = must(
      planChange(order, { ...nothing, lines: [{ lineId: idOf(order, 0), quantity: 1 }] }, factsOf(order)),
    );
    const effect = effectOf(plan, "CNY");
    expect(effect.money.total).toEqual({ beforeMinor: "4300", afterMinor: "2300" });
    expect(effect.refunds).toEqual([{ method: "bank_transfer", amountMinor: "2000", needsApproval: false }]);
    expect(effect.stock.released).toEqual([{ sku: "SKU-1", locationId: "a", units: 2 }]);
    expect(salesOf(plan)).toBe(-2000n);
  });

  it("replaces an item by another, and only the difference is owed", () => {
    const order = paidOrder();
    const add = [{ variant: cup, quantity: 1, unitPrice: "9.99", taxRate: "0" }];
    const lines = [{ lineId: idOf(order, 1), quantity: 0 }];
    const effect = effectOf(must(planChange(order, { ...nothing, lines, add }, factsOf(order, { cup: 1 }))), "CNY");
    expect(effect.due.afterMinor).toBe("499");
    expect(effect.refunds).toEqual([]);
    expect(effect.cancelled).toBe(false);
  });

  it("gives a line another price and fewer units in one, and says when it is below its cost", () => {
    const order = orderState({ lines: [{ ...reservedLine("10.00", 3), unitCost: "9.00" }] });
    const lines = [{ lineId: idOf(order, 0), quantity: 2, unitPrice: "8.50" }];
    const plan = must(planChange(order, { ...nothing, lines, reason: "price_agreed" }, factsOf(order)));
    expect(applyPlan(plan).totalMinor).toBe(1700n);
    expect(plan.events.map(({ type }) => type)).toEqual(["lines.repriced", "lines.cancelled"]);
    expect(effectOf(plan, "CNY").lines).toMatchObject([
      { belowCost: true, unitPrice: { before: "10.00", after: "8.50" } },
    ]);
  });

  it("changes what shipping costs, with its tax", () => {
    const order = paidOrder();
    const facts = { ...factsOf(order), shippingTaxRate: "0.06" };
    const plan = must(planChange(order, { ...nothing, shippingMinor: 0n }, facts));
    expect(applyPlan(plan)).toMatchObject({
      shippingMinor: 0n,
      shippingTaxMinor: 0n,
      totalMinor: order.totalMinor - 800n,
    });
    expect(plan.newRefunds).toMatchObject([{ amountMinor: 800n }]);
    expect(plan.events[0]).toMatchObject({ type: "shipping.changed", data: { fromMinor: "800", toMinor: "0" } });
  });

  it("cancels the order when nothing is left of it", () => {
    const order = paidOrder();
    const lines = order.lines.map(({ id }) => ({ lineId: id, quantity: 0 }));
    const plan = must(planChange(order, { ...nothing, lines }, factsOf(order)));
    expect(deriveStage(applyPlan(plan))).toBe("cancelled");
    expect(effectOf(plan, "CNY")).toMatchObject({ cancelled: true, refunds: [{ amountMinor: "4300" }] });
  });

  it.each<
    [
      string,
      Partial<ChangeAsk> | ((order: OrderState) => Partial<ChangeAsk>),
      string,
      Parameters<typeof orderState>[0]["order"]?,
    ]
  >([
    ["nothing", {}, "nothing_to_change"],
    [
      "what is as it was",
      (order) => ({ lines: [{ lineId: idOf(order, 0), quantity: 3, unitPrice: "10.0" }] }),
      "nothing_to_change",
    ],
    ["a line of another order", { lines: [{ lineId: "x", quantity: 1 }] }, "unknown_line"],
    [
      "more than there is",
      { add: [{ variant: cup, quantity: 9, unitPrice: "1", taxRate: "0" }] },
      "insufficient_stock",
    ],
    [
      "more money than an order can be",
      { add: [{ variant: cup, quantity: 1_000_000, unitPrice: "999999999999", taxRate: "0" }] },
      "amount_too_large",
    ],
    ["a draft", {}, "not_placed", { submittedAt: null }],
  ])("refuses %s", (_name, ask, code, more = {}) => {
    const order = { ...paidOrder(), ...more };
    const asked = { ...nothing, ...(typeof ask === "function" ? ask(order) : ask) };
    const plan = planChange({ ...order, stage: deriveStage(order) }, asked, factsOf(order, { cup: 8 }));
    expect(plan).toMatchObject({ refused: true, code });
  });

  it("refuses another price for what left, fewer units than left, and anything of an order that is over", () => {
    const gone = { allocated: 2, picked: 2, packed: 2, shipped: 2 };
    const order = orderState({ lines: [{ unitPrice: "10.00", ordered: 3, ...gone }] });
    const line = { lineId: idOf(order, 0) };
    const facts = factsOf(order);
    expect(planChange(order, { ...nothing, lines: [{ ...line, unitPrice: "9" }] }, facts)).toMatchObject({
      code: "line_settled",
    });
    expect(planChange(order, { ...nothing, lines: [{ ...line, quantity: 1 }] }, facts)).toMatchObject({
      code: "already_shipped",
    });
    const over = { ...order, stage: "shipped" as const };
    expect(planChange(over, { ...nothing, lines: [{ ...line, quantity: 4 }] }, facts)).toMatchObject({
      code: "order_closed",
    });
  });

  it("refuses half a yen", () => {
    const order = orderState({ currency: "JPY", lines: [{ unitPrice: "100", ordered: 1 }] });
    const lines = [{ lineId: idOf(order, 0), unitPrice: "99.5" }];
    expect(planChange(order, { ...nothing, lines }, factsOf(order))).toMatchObject({ code: "bad_amount" });
  });

  it("leaves an order that waits for review without a claim, and one that is paid on delivery without a hold", () => {
    const add = [{ variant: cup, quantity: 1, unitPrice: "1", taxRate: "0" }];
    const waiting = { ...paidOrder(), approvedAt: null };
    expect(must(planChange(waiting, { ...nothing, add }, factsOf(waiting))).stock ?? []).toEqual([]);
    const cod = { ...paidOrder(), paymentMethod: "cod" as const };
    expect(must(planChange(cod, { ...nothing, add }, factsOf(cod, { cup: 1 }))).openHolds).toBeUndefined();
  });
});

const anyStep = fc.record({
  lines: fc.uniqueArray(fc.record({ at: fc.nat(4), quantity: fc.option(fc.nat(10)), cents: fc.option(fc.nat(9999)) }), {
    maxLength: 3,
    selector: ({ at }) => at,
  }),
  add: fc.array(
    fc.record({ quantity: fc.integer({ min: 1, max: 5 }), cents: fc.nat(9999), taxRate: fc.constantFrom("0", "0.13") }),
    {
      maxLength: 2,
    },
  ),
  shipping: fc.option(fc.bigInt({ min: 0n, max: 3000n })),
  free: fc.nat(12),
});
const priceOf = (cents: number) => (cents / 100).toFixed(2);

describe("however often an order is changed", () => {
  it("money and counters hold, sales add up to the total, and what was asked is what is left", () => {
    let planned = 0;
    fc.assert(
      fc.property(anyOrder, fc.array(anyStep, { minLength: 1, maxLength: 5 }), (made, steps) => {
        let order = orderOf(made);
        let sold = order.totalMinor;
        for (const { lines, add, shipping, free } of steps) {
          const asked = new Map(
            lines.flatMap((line) => {
              const of = order.lines[line.at];
              return of ? [[of.id, line] as const] : [];
            }),
          );
          const ask: ChangeAsk = {
            ...nothing,
            lines: [...asked].map(([lineId, line]) => ({
              lineId,
              quantity: line.quantity ?? undefined,
              unitPrice: line.cents === null ? undefined : priceOf(line.cents),
            })),
            add: add.map(({ quantity, cents, taxRate }) => ({
              variant: cup,
              quantity,
              unitPrice: priceOf(cents),
              taxRate,
            })),
            shippingMinor: shipping ?? undefined,
          };
          const facts = factsOf(
            order,
            Object.fromEntries([...order.lines.map((line) => [line.variantId, free]), ["cup", free]]),
          );
          const taxed = { ...facts, shippingTaxRate: "0.06", details: taxesOf(order) };
          const plan = planChange(order, ask, taxed);
          if (isRefusal(plan)) continue;
          planned += 1;
          sold += salesOf(plan);
          const after = applyPlan(plan);
          // Further units of a line that is settled are a line of their own: they are counted by item.
          const unitsOf = (lines: readonly OrderState["lines"][number][], variantId: string | null) =>
            lines.filter((of) => of.variantId === variantId).reduce((sum, of) => sum + of.ordered - of.cancelled, 0);
          for (const variantId of new Set(order.lines.map((line) => line.variantId))) {
            const wanted = order.lines.map((line) => {
              const left = asked.get(line.id)?.quantity ?? line.ordered - line.cancelled;
              return { ...line, ordered: left, cancelled: 0 };
            });
            const added = variantId === cup.id ? add.reduce((sum, { quantity }) => sum + quantity, 0) : 0;
            expect(unitsOf(after.lines, variantId)).toBe(unitsOf(wanted, variantId) + added);
          }
          for (const line of after.lines.filter(({ id }) => plan.newLines?.some((fresh) => fresh.id === id)))
            expect(line.reserved).toBe(order.approvedAt ? toShip(line) : 0);
          const effect = effectOf(plan, "CNY");
          expect(effect.money.total).toEqual({ beforeMinor: `${order.totalMinor}`, afterMinor: `${after.totalMinor}` });
          const difference = effect.lines.reduce(
            (sum, { total }) => sum + BigInt(total.afterMinor) - BigInt(total.beforeMinor),
            0n,
          );
          const { shipping: fee, tax } = effect.money;
          const fees = BigInt(fee.afterMinor) - BigInt(fee.beforeMinor);
          const feeTax = order.pricesIncludeTax ? 0n : after.shippingTaxMinor - order.shippingTaxMinor;
          expect(difference + fees + feeTax).toBe(after.totalMinor - order.totalMinor);
          expect(BigInt(tax.afterMinor)).toBe(after.taxMinor);
          order = {
            ...after,
            stage: deriveStage(after),
            payments: order.payments,
            shipments: shipmentsAfter(order, plan),
          };
          taxes.set(
            order.id,
            new Map([
              ...taxesOf(order),
              ...(plan.newLines ?? []).map(
                (line) => [line.id, { taxRate: line.taxRate, spec: "", custom: [] }] as const,
              ),
            ]),
          );
          expectConsistent(order, sold);
        }
      }),
      { numRuns: 400 },
    );
    expect(planned).toBeGreaterThan(200);
  });
});

const taxes = new Map<string, ChangeFacts["details"]>();
/** As the lines were taxed: none where the test did not say. */
function taxesOf(order: OrderState): ChangeFacts["details"] {
  return taxes.get(order.id) ?? new Map(order.lines.map((line) => [line.id, { taxRate: "0", spec: "", custom: [] }]));
}
