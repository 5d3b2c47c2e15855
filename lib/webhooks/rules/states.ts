export const deliveryStates = ["waiting", "sending", "delivered", "dead", "cancelled"] as const;
export type DeliveryState = (typeof deliveryStates)[number];

/** Why an attempt failed; "" where it did not. */
export const attemptProblems = [
  "",
  "address",
  "name",
  "network",
  "certificate",
  "timeout",
  "redirect",
  "gone",
  "status",
] as const;
export type AttemptProblem = (typeof attemptProblems)[number];

/** Why the house switched an endpoint off. */
export type DisabledReason = "gone" | "failing";

/** What an answer's status says of an attempt. Only 2xx took it; an address that moved is not followed. */
export function problemOfStatus(status: number): AttemptProblem {
  if (status >= 200 && status < 300) return "";
  if (status >= 300 && status < 400) return "redirect";
  return status === 410 ? "gone" : "status";
}
