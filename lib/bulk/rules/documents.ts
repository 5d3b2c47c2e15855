import { type DocumentEffect, documentEffects } from "@/lib/documents/rules/follow";
import { applyPlan } from "@/lib/orders/rules/apply-plan";
import type { Plan } from "@/lib/orders/rules/plan";

/** What a change does to the invoices and receipts of an order and of what is split off it; minor units as text. */
export type DocumentsShown = { currency: string; effects: DocumentEffect[] };

/** Which documents follow the plans for one order, or null where none does. */
export function documentsShown(plans: readonly Plan[]): DocumentsShown | null {
  // Few orders have a document: nothing is worked out for the others.
  if (!plans.some(({ order, documents }) => documents !== undefined || (order?.documents.length ?? 0) > 0)) return null;
  const effects = plans.flatMap((plan) => documentEffects(plan, applyPlan(plan)));
  const currency = plans[0]?.order?.currency ?? "";
  return effects.length > 0 ? { currency, effects } : null;
}
