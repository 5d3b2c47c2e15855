/** What a rule may wait for. */
export const triggers = [
  "received",
  "paid",
  "approved",
  "held",
  "released",
  "stock_received",
  "overdue",
  "shipped",
  "tracked",
  "delivered",
  "delivery_failed",
  "refunded",
  "cancelled",
  "return_requested",
  "return_received",
] as const;
export type Trigger = (typeof triggers)[number];

type Source = {
  /** Types of the order's events that it stands for; none where intake or the clock asks. */
  events: readonly string[];
  /** Which of those events, where not all. */
  when?: (data: Readonly<Record<string, unknown>>) => boolean;
};

const failed = new Set<unknown>(["failed", "returned_to_sender"]);

export const triggerSources: Record<Trigger, Source> = {
  // Asked inside intake, before the order approves itself.
  received: { events: [] },
  paid: { events: ["payment.captured"] },
  approved: { events: ["order.approved"] },
  held: { events: ["order.held"] },
  released: { events: ["order.released"] },
  stock_received: { events: ["stock.reserved"], when: (data) => data.waited === true },
  overdue: { events: [] },
  shipped: { events: ["shipment.shipped"] },
  tracked: { events: ["shipment.tracked", "shipment.delivered"] },
  delivered: { events: ["shipment.delivered"] },
  delivery_failed: { events: ["shipment.tracked"], when: ({ status }) => failed.has(status) },
  refunded: { events: ["refund.settled"] },
  cancelled: { events: ["order.cancelled", "order.rejected"] },
  return_requested: { events: ["return.requested"] },
  return_received: { events: ["return.received"] },
};

/** Whether an event is what rules of the trigger wait for. */
export function triggersOn(
  trigger: Trigger,
  event: { type: string; data: Readonly<Record<string, unknown>> },
): boolean {
  const { events, when } = triggerSources[trigger];
  return events.includes(event.type) && (when?.(event.data) ?? true);
}

/**
 * Events that move an order to another stage: its time in the stage is counted from the latest of them. Drafts and
 * what is over are never overdue.
 */
export const stageEvents = [
  "order.received",
  "order.submitted",
  "payment.captured",
  "order.approved",
  "stock.reserved",
  "stock.backordered",
  "shipment.started",
  "shipment.picked",
  "shipment.packed",
  "shipment.shipped",
  "shipment.cancelled",
  "shipment.delivered",
] as const;
