import { isOpen, unshippedUnits } from "@/lib/fulfilment/rules/pickable";
import type { OrderState } from "@/lib/orders/rules/state";

/** Papers that many orders are printed on at once; an invoice is a document of one order. */
export const bulkPapers = ["packing-slips", "labels", "pick-lists"] as const;
export type BulkPaper = (typeof bulkPapers)[number];

/** Whether there is something of the order on this paper: a label needs a parcel, a pick list a wave. */
export function isPrintable(paper: BulkPaper, order: OrderState): boolean {
  const parcels = order.shipments.filter((shipment) => shipment.status !== "cancelled");
  if (paper === "labels") return parcels.length > 0;
  if (paper === "pick-lists") return parcels.some((shipment) => isOpen(shipment) && shipment.waveId !== null);
  return (
    order.submittedAt !== null && (parcels.length > 0 || (order.stage !== "cancelled" && unshippedUnits(order) > 0))
  );
}
