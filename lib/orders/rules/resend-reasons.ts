/** Why goods are sent again without being sold again. */
export const resendReasons = ["lost", "damaged", "wrong_item", "missing_item", "quality", "other"] as const;
export type ResendReason = (typeof resendReasons)[number];
