/** Where a delivery stands. A dead one has been tried as often as makes sense and waits for a person. */
export const deliveryStatuses = ["received", "done", "ignored", "failed", "dead"] as const;
export type DeliveryStatus = (typeof deliveryStatuses)[number];

/** Why nothing came of a delivery. */
export const ignoredReasons = [
  "other_topic",
  "older_than_known",
  "nothing_new",
  "cancelled_too_late",
  "finished_there",
  "refunded_there",
  "never_placed",
  "by_hand",
] as const;
export type IgnoredReason = (typeof ignoredReasons)[number];

/** What came of a delivery: an order that was taken or changed, or the reason why nothing was to do. */
export type Processed = { order: string | null; ignored: IgnoredReason | null };

export const attemptsAtMost = 5;
const waitSeconds = [30, 120, 600, 3600] as const;

/** What follows a failed attempt, the first being 1: when to try again, or that it is over. */
export function afterFailure(attempts: number): { status: "failed"; waitSeconds: number } | { status: "dead" } {
  const wait = waitSeconds[attempts - 1];
  return attempts >= attemptsAtMost || wait === undefined
    ? { status: "dead" }
    : { status: "failed", waitSeconds: wait };
}
