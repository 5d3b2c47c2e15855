/** Why what was ordered is changed before it leaves. */
export const changeReasons = ["customer_request", "out_of_stock", "price_agreed", "correction", "other"] as const;
export type ChangeReason = (typeof changeReasons)[number];
