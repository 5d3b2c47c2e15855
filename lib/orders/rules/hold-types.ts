/** Why an order may be held, and from which step on. Apart from the inputs, whose reader would come to the browser with them. */
export const holdTypes = ["address", "payment", "customer_request", "stock", "fraud", "unmapped_sku", "other"] as const;
export const holdScopes = ["all", "review", "pick", "ship", "refund"] as const;
/** What clears a hold by itself: the order being paid in full, all of its stock being there, or its date having come. */
export const holdReleases = ["paid", "stock", "due"] as const;
