import { readTogether } from "@/db/transaction";
import { type Actor, may } from "@/lib/actor";
import { isRefusal, type Refusal, refuse } from "@/lib/core/result";
import type { resendRefusals } from "@/lib/orders/commands/resend-order";
import { readOrders } from "@/lib/orders/lock-order";
import { planOrderResend } from "@/lib/orders/plan-resend";
import type { ResendOrderInput } from "@/lib/orders/resend-input";
import type { Shop } from "@/lib/shop";

/** What sending goods again would do, by the plan that would be posted. */
export type ResendPreview = {
  version: number;
  lines: { line: number; sku: string; title: string; quantity: number }[];
  /** Where the goods are taken from. */
  reserved: { sku: string; location: string; locationZh: string; units: number }[];
  backordered: { sku: string; units: number }[];
  /** What the goods cost the shop, minor units as text; null to whoever may not see costs. */
  costMinor: string | null;
  /** Of the cost. */
  currency: string;
};

/** Previews a re-send: nothing is locked and nothing is written. */
export async function previewResend(
  actor: Actor,
  shop: Shop,
  input: ResendOrderInput,
): Promise<ResendPreview | Refusal<(typeof resendRefusals)[number] | "not_found" | "forbidden">> {
  if (!may(actor, "orders.create")) return refuse("forbidden", { permission: "orders.create" });
  const { answer } = await readTogether(async (tx) => {
    const [[order], places] = await Promise.all([
      readOrders(tx, [input.number]),
      tx.sql`select id, name, coalesce(nullif(name_zh, ''), name) as "nameZh" from locations`,
    ]);
    if (!order) return { answer: refuse("not_found", { number: input.number }) };
    const context = { tx, actor, shop, now: new Date() };
    const planned = await planOrderResend(context, order, input, { number: "", lock: false });
    if (isRefusal(planned)) return { answer: planned };
    const skuOf = new Map(planned.created.create?.lines.map((line) => [line.id, line.sku]));
    const preview: ResendPreview = {
      version: order.version,
      lines: planned.lines,
      reserved: (planned.created.stock ?? []).map((posting) => {
        const place = places.find(({ id }) => id === posting.locationId);
        const sku = skuOf.get(posting.orderLineId ?? "") ?? "";
        return { sku, location: place?.name ?? "", locationZh: place?.nameZh ?? "", units: posting.reserved ?? 0 };
      }),
      backordered: (planned.created.lines ?? []).flatMap(({ lineId, backordered = 0 }) =>
        backordered > 0 ? [{ sku: skuOf.get(lineId) ?? "", units: backordered }] : [],
      ),
      costMinor: may(actor, "reports.cost") ? `${planned.costMinor}` : null,
      currency: shop.currency,
    };
    return { answer: preview };
  });
  return answer;
}
