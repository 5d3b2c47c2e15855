/** How an order may be paid. */
export const paymentMethods = ["bank_transfer", "cash", "card", "cod", "online"] as const;
