import type { ReturnPlan } from "./change";

/** What the buyer of a return may be written by mail, in the order in which it comes. */
export const buyerMailKinds = [
  "return_approved",
  "return_refused",
  "return_received",
  "return_refunded",
  "return_exchanged",
] as const;
export type BuyerMailKind = (typeof buyerMailKinds)[number];

/** Something to be told, with the values that it is told with; `subject` is what it is about, once for each kind. */
export type BuyerNews = { kind: BuyerMailKind; subject: string; facts: Record<string, string> };

/**
 * What a change of a return is to its buyer: that it may send the goods, or may not; that they came, the first time only;
 * what goes out instead. Money is told when it is given back, not when somebody asks for it.
 */
export function newsOf({ before, after, patch, created }: ReturnPlan): BuyerNews[] {
  const subject = `${after.number} ${after.version}`;
  const note = patch.decisionNote ?? "";
  const news: BuyerNews[] = [];
  if (!before?.approvedAt && after.approvedAt)
    news.push({ kind: "return_approved", subject, facts: { note, dueAt: after.dueAt?.toISOString() ?? "" } });
  if (!before?.rejectedAt && after.rejectedAt) news.push({ kind: "return_refused", subject, facts: { note } });
  if (!hasCome(before) && hasCome(after)) news.push({ kind: "return_received", subject, facts: {} });
  if (created?.create)
    news.push({ kind: "return_exchanged", subject: created.create.number, facts: { exchange: created.create.number } });
  return news;
}

function hasCome(ret: ReturnPlan["before"]): boolean {
  return ret?.status === "received" || ret?.status === "inspected";
}
