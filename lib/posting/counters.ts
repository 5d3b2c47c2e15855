/** Counters of a line that plans move; what is reserved follows from the stock ledger. */
export const countersMoved = [
  "cancelled",
  "backordered",
  "allocated",
  "picked",
  "packed",
  "shipped",
  "delivered",
  "returned",
  "restocked",
  "refunded",
  "refundedMinor",
  "cancelledMinor",
] as const;
