import { connection, db } from "@/db/client";
import { locations } from "@/db/schema/inventory";
import { type Actor, may } from "@/lib/actor";
import { isRefusal, type Refusal, refuse } from "@/lib/core/result";
import { type DocumentEffect, documentEffects } from "@/lib/documents/rules/follow";
import { type CancelOrderInput, cancelAskOf } from "@/lib/orders/commands/cancel-order";
import { readOrders } from "@/lib/orders/lock-order";
import { applyPlan } from "@/lib/orders/rules/apply-plan";
import { type CancelRefusal, planCancel } from "@/lib/orders/rules/cancel";
import { refundFactsOf } from "@/lib/payments/commands/request-refund";
import type { Shop } from "@/lib/shop";

/** What a cancellation would do, by the plan that it would post. Amounts are minor units as text. */
export type CancelPreview = {
  version: number;
  currency: string;
  whole: boolean;
  lines: { line: number; title: string; sku: string; quantity: number; amountMinor: string }[];
  shippingMinor: string;
  totalBeforeMinor: string;
  totalAfterMinor: string;
  released: { location: string; locationZh: string; units: number }[];
  /** Picked units that somebody carries back to their shelf. */
  putBack: number;
  refunds: { method: string; amountMinor: string; needsApproval: boolean }[];
  /** Invoices and receipts that do not say what is left any more. */
  documents: DocumentEffect[];
};

/** Previews a cancellation: nothing is locked and nothing is written. */
export async function previewCancel(
  actor: Actor,
  shop: Shop,
  input: CancelOrderInput,
): Promise<CancelPreview | Refusal<CancelRefusal | "not_found" | "forbidden">> {
  if (!may(actor, "orders.cancel")) return refuse("forbidden", { permission: "orders.cancel" });
  const [order] = await readOrders(connection(), [input.number]);
  if (!order) return refuse("not_found", { number: input.number });
  const ask = cancelAskOf(order, input);
  if (isRefusal(ask)) return ask;
  const numbers = Array.from({ length: Math.max(order.payments.length, 1) }, (_, index) => `${index + 1}`);
  const facts = await refundFactsOf({ tx: { db: db() }, actor, shop, now: new Date() }, order, numbers);
  const plan = planCancel(order, ask, facts);
  if (isRefusal(plan)) return plan;
  const places = await db()
    .select({ id: locations.id, name: locations.name, nameZh: locations.nameZh })
    .from(locations);
  const released = new Map<string, number>();
  for (const posting of plan.stock ?? []) {
    released.set(posting.locationId, (released.get(posting.locationId) ?? 0) - (posting.reserved ?? 0));
  }
  const after = plan.patch?.totalMinor ?? order.totalMinor;
  const shipping = order.shippingMinor - (plan.patch?.shippingMinor ?? order.shippingMinor);
  const putBack = plan.events[0]?.data?.putBack;
  return {
    version: order.version,
    currency: order.currency,
    whole: plan.patch?.cancelledAt !== undefined,
    lines: (plan.lines ?? []).map((delta) => {
      const line = order.lines.find((candidate) => candidate.id === delta.lineId);
      return {
        line: line?.position ?? 0,
        title: line?.title ?? "",
        sku: line?.sku ?? "",
        quantity: delta.cancelled ?? 0,
        amountMinor: `${delta.cancelledMinor ?? 0n}`,
      };
    }),
    shippingMinor: `${shipping}`,
    totalBeforeMinor: `${order.totalMinor}`,
    totalAfterMinor: `${after}`,
    released: [...released].map(([id, units]) => {
      const place = places.find((candidate) => candidate.id === id);
      return { location: place?.name ?? "", locationZh: place?.nameZh || (place?.name ?? ""), units };
    }),
    putBack: typeof putBack === "number" ? putBack : 0,
    refunds: (plan.newRefunds ?? []).map((refund) => ({
      method: order.payments.find((payment) => payment.id === refund.paymentId)?.method ?? "",
      amountMinor: `${refund.amountMinor}`,
      needsApproval: refund.status === "requested",
    })),
    documents: documentEffects(plan, applyPlan(plan)),
  };
}
