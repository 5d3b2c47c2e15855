/** Why an order or units of it are taken off the books. */
export const cancelReasons = [
  "customer_request",
  "out_of_stock",
  "payment",
  "fraud",
  "duplicate",
  "address",
  "other",
] as const;
export type CancelReason = (typeof cancelReasons)[number];
