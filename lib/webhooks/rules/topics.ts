/** Types of events an endpoint may hear of, by what they are about. Every event of orders is one of them, by test. */
export const topicGroups = {
  order: [
    "order.drafted",
    "order.draft_saved",
    "order.received",
    "order.submitted",
    "order.reviewed",
    "order.approved",
    "order.rejected",
    "order.held",
    "order.released",
    "order.hold_changed",
    "order.completed",
    "order.cancelled",
    "order.import_undone",
  ],
  change: [
    "order.edited",
    "order.service_changed",
    "line.edited",
    "order.retaxed",
    "order.mapped",
    "order.customer_changed",
    "order.tagged",
    "order.noted",
    "order.assigned",
    "order.unassigned",
    "order.prioritised",
    "lines.added",
    "lines.cancelled",
    "lines.repriced",
    "shipping.changed",
    "promotions.applied",
    "promotions.changed",
  ],
  move: [
    "order.split",
    "order.split_off",
    "order.merged_into",
    "orders.merged",
    "lines.went_back",
    "lines.came_back",
    "order.resent",
    "order.resends",
  ],
  stock: ["stock.reserved", "stock.backordered", "stock.rerouted", "stock.taken_over", "stock.given_up"],
  shipment: [
    "shipment.started",
    "shipment.units_picked",
    "shipment.units_put_back",
    "shipment.picked",
    "shipment.short_picked",
    "shipment.units_packed",
    "shipment.units_unpacked",
    "shipment.packed",
    "shipment.shipped",
    "shipment.cancelled",
    "shipment.tracked",
    "shipment.delivered",
    "order.shipped",
    "order.delivered",
    "order.returned",
  ],
  money: [
    "payment.asked",
    "payment.authorised",
    "payment.captured",
    "payment.failed",
    "payment.voided",
    "payment.method_changed",
    "refund.requested",
    "refund.approved",
    "refund.declined",
    "refund.in_doubt",
    "refund.failed",
    "refund.settled",
    "document.issued",
    "document.reversed",
    "document.credited",
    "document.withdrawn",
  ],
} as const;

export type TopicGroup = keyof typeof topicGroups;
export type Topic = (typeof topicGroups)[TopicGroup][number];
export const topics: readonly Topic[] = Object.values(topicGroups).flat();

/** Every event, those included that the house learns to tell of later. */
export const everything = "*";

/** Sent by a rule's action, and by "Send a test": nobody subscribes to these. */
export const ruleTopic = "rule.fired";
export const testTopic = "test.sent";
