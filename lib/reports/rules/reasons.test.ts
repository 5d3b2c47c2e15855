import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { amountOf } from "./metrics";
import { measureOfKind, type ReasonSum, reasonGroups, shareOf } from "./reasons";

const sum = fc.record({
  kind: fc.constantFrom("refund", "cancellation"),
  component: fc.constantFrom("merchandise", "discount", "shipping", "fee", "tax"),
  amountMinor: fc.bigInt({ min: -10_000n, max: 10_000n }),
  quantity: fc.integer({ min: -5, max: 5 }),
  cases: fc.integer({ min: -1, max: 3 }),
  reason: fc.constantFrom("late", "damaged", "other", ""),
}) as fc.Arbitrary<ReasonSum>;

describe("refunds and cancellations by reason", () => {
  it("add up to the figures of the sales report, each group to its own, whatever happened", () => {
    fc.assert(
      fc.property(fc.array(sum), fc.array(sum), (now, before) => {
        for (const group of reasonGroups(now, before)) {
          const ledger = now.filter(({ kind }) => kind === group.kind).map((each) => ({ ...each, orders: 0 }));
          expect(group.amount).toBe(-amountOf(measureOfKind[group.kind], ledger));
          expect(group.rows.reduce((total, { amount }) => total + amount, 0n)).toBe(group.amount);
          expect(group.rows.reduce((total, { cases }) => total + cases, 0)).toBe(group.cases);
          expect(group.rows.reduce((total, { units }) => total + units, 0)).toBe(group.units);
          expect(group.rows.reduce((total, row) => total + (row.before?.amount ?? 0n), 0n)).toBe(group.before?.amount);
          expect(group.rows.every((row, at) => at === 0 || (group.rows[at - 1]?.amount ?? 0n) >= row.amount)).toBe(
            true,
          );
        }
      }),
    );
  });

  it("have a reason of before that nobody gives any more, and nothing to compare where nothing is compared", () => {
    const late = { kind: "refund", component: "fee", amountMinor: -5n, quantity: 0, cases: 1, reason: "late" } as const;
    const [refunds, cancellations] = reasonGroups([], [late]);
    expect(refunds?.rows).toMatchObject([
      { reason: "late", amount: 0n, cases: 0, share: null, before: { amount: 5n } },
    ]);
    expect(cancellations).toMatchObject({ rows: [], cases: 0 });
    expect(reasonGroups([late], null)[0]).toMatchObject({ before: null, rows: [{ share: 1, before: null }] });
  });

  it.each([
    [1n, 3n, 0.3333],
    [5n, 0n, null],
    [5n, -5n, null],
  ])("share %s of %s", (part, whole, share) => {
    expect(shareOf(part, whole)).toBe(share);
  });
});
