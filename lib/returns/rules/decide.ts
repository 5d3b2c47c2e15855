import { type Refusal, refuse } from "@/lib/core/result";
import type { OrderState } from "@/lib/orders/rules/state";
import { after, type Claimed, changed, codeOf, eventOf, type ReturnPlan, returnable } from "./change";
import type { ReturnPolicy } from "./policy";
import type { ReturnLineState, ReturnState } from "./state";

type Facts = { now: Date; actorName: string; policy: ReturnPolicy };
export type StatusRefusal = "return_status";

/** Refuses what the return's status does not allow, and says where it stands. */
export function notNow(ret: ReturnState): Refusal<StatusRefusal> {
  return refuse("return_status", { rma: ret.number, status: ret.status });
}

/** Lets the buyer send the goods: all that was asked for, or fewer of some lines. */
export function planReturnApproval(
  order: OrderState,
  ret: ReturnState,
  ask: { lines?: readonly { line: number; quantity: number }[] | undefined; note: string },
  facts: Facts,
): ReturnPlan | Refusal<StatusRefusal | "unknown_line" | "more_than_returnable" | "nothing_to_return"> {
  if (ret.status !== "requested") return notNow(ret);
  const asked = new Map(ask.lines?.map(({ line, quantity }) => [line, quantity]));
  for (const line of asked.keys())
    if (!ret.lines.some((each) => each.line === line)) return refuse("unknown_line", { line });
  const lines: ReturnLineState[] = [];
  for (const line of ret.lines) {
    const approved = ask.lines ? (asked.get(line.line) ?? 0) : line.requested;
    if (approved > line.requested) {
      const sku = codeOf(order, line.orderLineId);
      return refuse("more_than_returnable", { sku, asked: approved, left: line.requested });
    }
    lines.push({ ...line, approved, declined: line.requested - approved });
  }
  if (lines.every((line) => line.approved === 0)) return refuse("nothing_to_return");
  const dueAt = after(facts.now, facts.policy.arriveDays * 24);
  const fewer = lines
    .filter((line) => line.declined > 0)
    .map((line) => ({ code: codeOf(order, line.orderLineId), units: line.declined }));
  return changed(
    ret,
    { lines, patch: { approvedAt: facts.now, decidedBy: facts.actorName, decisionNote: ask.note, dueAt } },
    {
      order,
      events: [
        eventOf(ret, "approved", {
          lines: fewer,
          fewer: fewer.length,
          note: ask.note,
          automatic: false,
          dueAt: dueAt.toISOString(),
        }),
      ],
    },
  );
}

/** Does not take the goods back; what it had claimed can be asked for again. */
export function planReturnRejection(
  order: OrderState,
  ret: ReturnState,
  note: string,
  facts: Pick<Facts, "now" | "actorName">,
): ReturnPlan | Refusal<StatusRefusal> {
  if (ret.status !== "requested") return notNow(ret);
  const lines = ret.lines.map((line) => ({ ...line, declined: line.requested }));
  const patch = { rejectedAt: facts.now, decidedBy: facts.actorName, decisionNote: note };
  return changed(ret, { lines, patch }, { order, events: [eventOf(ret, "rejected", { note })] });
}

/** Ends a return of which nothing came. Where its buyer has money or goods for it already, somebody says why. */
export function planReturnCancel(
  order: OrderState,
  ret: ReturnState,
  note: string,
  facts: Pick<Facts, "now" | "actorName">,
): ReturnPlan | Refusal<StatusRefusal | "return_given"> {
  if (ret.status !== "requested" && ret.status !== "approved" && ret.status !== "in_transit") return notNow(ret);
  const given = ret.lines.reduce((units, line) => units + line.refunded + line.exchanged, 0);
  if (given > 0 && note === "") return refuse("return_given", { rma: ret.number, units: given });
  // What nobody had approved was never waited for: it is declined, the rest withdrawn.
  const lines = ret.lines.map((line) =>
    ret.approvedAt
      ? { ...line, withdrawn: line.withdrawn + line.awaited }
      : { ...line, declined: line.declined + line.awaited },
  );
  const patch = { cancelledAt: facts.now, decidedBy: facts.actorName, decisionNote: note };
  return changed(ret, { lines, patch }, { order, events: [eventOf(ret, "cancelled", { note })] });
}

/** Takes a rejection or a cancellation back: the return is asked for again, if its units are still free. */
export function planReopening(
  order: OrderState,
  ret: ReturnState,
  facts: Pick<Facts, "now"> & { claimed: Claimed },
): ReturnPlan | Refusal<StatusRefusal | "more_than_returnable"> {
  if (ret.status !== "rejected" && ret.status !== "cancelled") return notNow(ret);
  for (const line of ret.lines) {
    const of = order.lines.find((each) => each.id === line.orderLineId);
    const left = of ? returnable(of, facts.claimed) : 0;
    if (line.requested > left) {
      const sku = codeOf(order, line.orderLineId);
      return refuse("more_than_returnable", { sku, asked: line.requested, left });
    }
  }
  const lines = ret.lines.map((line) => ({ ...line, approved: 0, declined: 0, withdrawn: 0 }));
  const patch = {
    ...{ approvedAt: null, rejectedAt: null, cancelledAt: null, shippedAt: null, dueAt: null },
    ...{ decidedBy: "", decisionNote: "" },
  };
  return changed(ret, { lines, patch }, { order, events: [eventOf(ret, "reopened", { at: facts.now.toISOString() })] });
}

/** The buyer sent it: by which carrier and under which number, as far as anybody knows. */
export function planReturnShipping(
  order: OrderState,
  ret: ReturnState,
  parcel: { carrier: string; trackingNumber: string },
  facts: Pick<Facts, "now">,
): ReturnPlan | Refusal<StatusRefusal> {
  if (ret.status !== "approved" && ret.status !== "in_transit") return notNow(ret);
  return changed(
    ret,
    { patch: { ...parcel, shippedAt: ret.shippedAt ?? facts.now } },
    {
      order,
      events: [eventOf(ret, "shipped", parcel)],
      ...(parcel.trackingNumber ? { searchKeys: [parcel.trackingNumber] } : {}),
    },
  );
}

/** Waits longer for the goods, or for somebody to look at them. */
export function planExtension(
  order: OrderState,
  ret: ReturnState,
  dueAt: Date,
  facts: Pick<Facts, "now">,
): ReturnPlan | Refusal<StatusRefusal | "due_in_past"> {
  if (ret.dueAt === null) return notNow(ret);
  if (dueAt <= facts.now) return refuse("due_in_past");
  const data = { dueAt: dueAt.toISOString(), was: ret.dueAt.toISOString() };
  return changed(ret, { patch: { dueAt } }, { order, events: [eventOf(ret, "extended", data)] });
}

/** Writes something down about a return. */
export function planReturnNote(order: OrderState, ret: ReturnState, note: string): ReturnPlan {
  return changed(ret, {}, { order, events: [eventOf(ret, "noted", { note })] });
}
