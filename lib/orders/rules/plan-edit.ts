import { isRefusal, type Refusal, refuse } from "@/lib/core/result";
import { normalisePhone } from "@/lib/core/text";
import { type Edit, type FieldChange, mergeEdit, same } from "./edit";
import type { OrderPatch, Plan } from "./plan";
import { retax, type Taxed, type TaxRates } from "./retax";
import type { OrderState } from "./state";
import type { LineTotals } from "./totals";

/** The columns of an order as they are kept, by name. */
export type OrderFields = Readonly<Record<string, unknown>> & Pick<OrderPatch, "shipTo" | "billTo">;

export type EditFacts = {
  now: OrderFields;
  /** What others changed since the form was opened. */
  edits?: readonly Edit[];
  /** How a draft is taxed; nothing of an order that was placed, whose tax is settled. */
  tax?: { taxed: Taxed; rates: TaxRates } | undefined;
};

/** A telephone number as it is kept; one that cannot be read stays as it was typed. */
export function phoneKept(typed: string | null): string | null {
  return typed ? (normalisePhone(typed) ?? typed) : null;
}

const over: readonly string[] = ["cancelled", "completed", "delivered", "shipped"];

/**
 * Changes whom an order is for, where it goes, its promise and its marks while something of it is still to ship. A draft
 * that goes to another country is taxed by that country's rates. Refuses "edit_conflict" for fields that others changed.
 */
export function planEdit(
  order: OrderState,
  wanted: OrderPatch,
  { now, edits = [], tax }: EditFacts,
): Plan | Refusal<"order_closed" | "edit_conflict" | "nothing_to_change"> {
  if (over.includes(order.stage)) return refuse("order_closed", { stage: order.stage });
  const changes = mergeEdit(wanted, now, edits);
  if (isRefusal(changes)) return changes;
  if (changes.length === 0) return refuse("nothing_to_change");
  const patch: OrderPatch = Object.fromEntries(changes.map(({ field, after }) => [field, after]));
  const plan: Plan = { order, patch, events: [{ type: "order.edited", data: { changes } }] };
  const goesTo = { ...now, ...patch };
  return tax ? taxedFor(plan, order, goesTo.shipTo?.country ?? goesTo.billTo?.country ?? "", tax) : plan;
}

/** The draft's plan with its country, and its tax where that country has other rates. */
function taxedFor(
  plan: Plan,
  order: OrderState,
  country: string,
  { taxed, rates }: NonNullable<EditFacts["tax"]>,
): Plan {
  if (country === order.country) return plan;
  const moved: Plan = { ...plan, patch: { ...plan.patch, country } };
  const anew = retax(taxed, country, rates);
  if (anew === null || isRefusal(anew)) return moved;
  const { totals, shippingTaxRate } = anew;
  const { shippingTaxMinor, taxMinor, totalMinor } = totals;
  return {
    ...moved,
    patch: { ...moved.patch, shippingTaxRate, shippingTaxMinor, taxMinor, totalMinor },
    retaxLines: taxed.lines.map(({ id }, index) => {
      const line = totals.lines[index] as LineTotals;
      return { lineId: id, taxRate: anew.rates[index] as string, taxMinor: line.taxMinor, totalMinor: line.totalMinor };
    }),
    events: [
      ...plan.events,
      {
        type: "order.retaxed",
        data: {
          country,
          currency: order.currency,
          taxBeforeMinor: order.taxMinor.toString(),
          taxMinor: taxMinor.toString(),
          totalBeforeMinor: order.totalMinor.toString(),
          totalMinor: totalMinor.toString(),
        },
      },
    ],
  };
}

/** Gives fields the values back that they had before an edit; refuses "changed_since" where they were changed again. */
export function planEditBack(
  order: OrderState,
  changes: readonly FieldChange[],
  now: Readonly<Record<string, unknown>>,
): Plan | Refusal<"order_closed" | "not_undoable" | "changed_since"> {
  if (over.includes(order.stage)) return refuse("order_closed", { stage: order.stage });
  // A draft's address decides its tax: it is changed in its form.
  if (!order.submittedAt || changes.length === 0) return refuse("not_undoable");
  const since = changes.filter(({ field, after }) => !same(now[field], after)).map(({ field }) => field);
  if (since.length > 0) return refuse("changed_since", { fields: since });
  const patch = Object.fromEntries(
    changes.map(({ field, before }) => [field, field === "promisedAt" && before ? new Date(String(before)) : before]),
  ) as OrderPatch;
  const back = changes.map(({ field, before, after }) => ({ field, before: after, after: before }));
  return { order, patch, events: [{ type: "order.edited", data: { changes: back } }] };
}
