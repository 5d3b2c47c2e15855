import { readTogether } from "@/db/transaction";
import { type Actor, may } from "@/lib/actor";
import { isRefusal, type Refusal, refuse } from "@/lib/core/result";
import { readOrders } from "@/lib/orders/lock-order";
import { offerNamed, offerOf } from "@/lib/orders/rules/named-service";
import { planService, type ServiceRefusal } from "@/lib/orders/rules/service";
import { loadConsignments } from "@/lib/shipping/load-consignments";
import { readShipping } from "@/lib/shipping/load-shipping";
import { arrivalWith } from "@/lib/shipping/rules/fits";

export type ServicePreview = {
  currency: string;
  /** What the buyer pays for shipping, which stays. */
  shippingMinor: string;
  promisedAt: string | null;
  /** When it would arrive, where that is another day than it is promised for. */
  arrivalAt: string | null;
  weightGrams: number | null;
  /** Parcels that are packed and may have their label already. */
  packed: string[];
  /** Parcels that left with somebody; they stay as they are. */
  gone: { number: string; carrier: string }[];
};

const leftWith = ["shipped", "in_transit", "out_for_delivery", "delivered", "failed", "returned_to_sender"];

/** What another service does to an order, or why it cannot be: nothing is locked and nothing is written. */
export async function previewService(
  actor: Actor,
  number: string,
  service: string,
  now = new Date(),
): Promise<ServicePreview | Refusal<ServiceRefusal | "forbidden" | "not_found" | "unknown_service">> {
  if (!may(actor, "orders.edit")) return refuse("forbidden", { permission: "orders.edit" });
  const { answer } = await readTogether(async (tx) => {
    const [[order], book] = await Promise.all([readOrders(tx, [number]), readShipping(tx)]);
    if (!order) return { answer: refuse("not_found", { number }) };
    const to = offerNamed(book, service);
    if (isRefusal(to)) return { answer: to };
    const consignment = (await loadConsignments(tx, [order.id])).get(order.id);
    if (!consignment) return { answer: refuse("not_found", { number }) };
    const from = offerOf(book, order.shippingServiceId);
    const plan = planService(order, { from, to, consignment });
    if (isRefusal(plan)) return { answer: plan };
    const arrival = to ? arrivalWith(to.service, from?.service ?? null, { ...order, now }) : null;
    const preview: ServicePreview = {
      currency: order.currency,
      shippingMinor: `${order.shippingMinor}`,
      promisedAt: order.promisedAt?.toISOString() ?? null,
      arrivalAt: arrival?.toISOString() ?? null,
      weightGrams: consignment.weightGrams,
      packed: order.shipments.filter(({ status }) => status === "packed").map((shipment) => shipment.number),
      gone: order.shipments
        .filter(({ status }) => leftWith.includes(status))
        .map((shipment) => ({ number: shipment.number, carrier: shipment.carrier })),
    };
    return { answer: preview };
  });
  return answer;
}
