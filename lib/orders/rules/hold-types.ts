/** Why an order may be held, and from which step on. Apart from the inputs, whose reader would come to the browser with them. */
export const holdTypes = ["address", "payment", "customer_request", "stock", "fraud", "unmapped_sku", "other"] as const;
export const holdScopes = ["all", "review", "pick", "ship", "refund"] as const;
/**
 * What ends a hold: the order being paid in full, all of its stock being there or its date having come do so by themselves;
 * "approved" waits for somebody of a role.
 */
export const holdReleases = ["paid", "stock", "due", "approved"] as const;
/** Roles a hold can wait for. */
export const approverRoles = ["owner", "manager", "support", "warehouse", "finance"] as const;
