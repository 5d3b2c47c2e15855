import { newId } from "@/lib/core/ids";
import { type Refusal, refuse } from "@/lib/core/result";
import type { LineState, OrderState } from "@/lib/orders/rules/state";
import { unitsShare } from "@/lib/orders/rules/totals";
import { after, type Claimed, codeOf, eventOf, type ReturnPlan, returnable } from "./change";
import { decideReturn, type PolicyFacts, type ReturnCheck, type ReturnDecision, type ReturnPolicy } from "./policy";
import {
  type ReturnLineState,
  type ReturnOutcome,
  type ReturnReason,
  type ReturnSource,
  type ReturnState,
  withDerived,
} from "./state";

export type ReturnAsk = {
  lines: readonly {
    lineId: string;
    quantity: number;
    reason: ReturnReason;
    outcome: Exclude<ReturnOutcome, "reject">;
    note: string;
  }[];
  note: string;
  source: ReturnSource;
  /** Takes it although the policy says no. */
  override: boolean;
  /** Approves it in the same step. */
  approve: boolean;
};

export type RequestFacts = {
  now: Date;
  zone: string;
  number: string;
  policy: ReturnPolicy;
  policyVersion: number;
  actorName: string;
  since: PolicyFacts["since"];
  claimed: Claimed;
  /** Items that the catalogue does not take back, by their id. */
  notReturnable: ReadonlySet<string>;
};

export type RequestRefusal =
  | "nothing_to_return"
  | "unknown_line"
  | "return_line_twice"
  | "more_than_returnable"
  | "return_refused";

type Wanted = { line: LineState; ask: ReturnAsk["lines"][number] };

/** What the policy says to these goods, without writing anything: for previews, and for what a buyer sees first. */
export function decideFor(
  order: OrderState,
  ask: Pick<ReturnAsk, "lines">,
  facts: Omit<RequestFacts, "number" | "actorName">,
): { decision: ReturnDecision; wanted: Wanted[] } | Refusal<RequestRefusal> {
  const wanted: Wanted[] = [];
  for (const part of ask.lines) {
    const line = order.lines.find((candidate) => candidate.id === part.lineId);
    if (!line) return refuse("unknown_line");
    if (wanted.some((each) => each.line === line)) return refuse("return_line_twice", { line: line.position });
    const left = returnable(line, facts.claimed);
    if (part.quantity > left)
      return refuse("more_than_returnable", { sku: line.sku || line.title, asked: part.quantity, left });
    if (part.quantity > 0) wanted.push({ line, ask: part });
  }
  if (wanted.length === 0) return refuse("nothing_to_return");
  const decision = decideReturn(facts.policy, facts.policyVersion, {
    ...{ now: facts.now, zone: facts.zone, currency: order.currency, tags: order.tags, since: facts.since },
    lines: wanted.map(({ line, ask: { quantity, reason } }) => ({
      ...{ code: line.sku || line.title, quantity, reason, madeToOrder: line.madeToOrder },
      returnable: !line.variantId || !facts.notReturnable.has(line.variantId),
      worthMinor: unitsShare(line, 0, quantity, order.pricesIncludeTax).totalMinor,
    })),
  });
  return { decision, wanted };
}

/**
 * Opens a return of units that left: each is claimed on its line, so that it is in one return only. The policy's
 * decision is kept with the values it saw; what it refuses is refused unless somebody takes it all the same.
 */
export function planRequest(
  order: OrderState,
  ask: ReturnAsk,
  facts: RequestFacts,
): ReturnPlan | Refusal<RequestRefusal> {
  const decided = decideFor(order, ask, facts);
  if ("refused" in decided) return decided;
  const { wanted } = decided;
  const against = decided.decision.outcome === "refused";
  if (against && !ask.override) return refuse("return_refused", { checks: stopsOf(decided.decision) });
  const decision = against
    ? { ...decided.decision, outcome: "asks" as const, overriddenBy: facts.actorName }
    : decided.decision;
  const automatic = decision.outcome === "approved";
  const approves = automatic || ask.approve;
  const ret: ReturnState = {
    ...{ id: newId(), number: facts.number, orderId: order.id, version: 1, source: ask.source },
    status: approves ? "approved" : "requested",
    refundWhen: facts.policy.refundWhen,
    ...{ approvedAt: approves ? facts.now : null, rejectedAt: null, cancelledAt: null, shippedAt: null },
    ...{ receivedAt: null, locationId: null },
    dueAt: approves ? after(facts.now, facts.policy.arriveDays * 24) : null,
    lines: wanted.map(({ line, ask: part }, index) =>
      newLine(line, index + 1, facts.policy.refundWhen, {
        ...{ reason: part.reason, outcome: part.outcome, note: part.note },
        ...{ requested: part.quantity, approved: approves ? part.quantity : 0 },
      }),
    ),
  };
  const lines = wanted.map(({ line, ask: { quantity, reason } }) => ({
    code: codeOf(order, line.id),
    units: quantity,
    reason,
  }));
  const events = [
    eventOf(ret, "requested", { lines, source: ask.source, note: ask.note, against: decision.overriddenBy ? 1 : 0 }),
    ...(approves
      ? [eventOf(ret, "approved", { lines: [], fewer: 0, note: "", automatic, dueAt: ret.dueAt?.toISOString() })]
      : []),
  ];
  return {
    before: null,
    after: ret,
    opening: { decision, note: ask.note, requestedBy: facts.actorName, requestedAt: facts.now },
    patch: approves ? { decidedBy: automatic ? "" : facts.actorName } : {},
    order: { order, events, searchKeys: [facts.number] },
  };
}

/** The checks that say no, for the sentence that tells why. */
function stopsOf(decision: ReturnDecision): ReturnCheck[] {
  return decision.checks.flatMap(({ check, result }) => (result === "stop" ? [check] : []));
}

const none = {
  ...{ requested: 0, approved: 0, declined: 0, withdrawn: 0, extra: 0, received: 0, restocked: 0 },
  ...{ qualityControl: 0, damaged: 0, scrapped: 0, sentBack: 0, exchanged: 0, refunded: 0 },
  ...{ awaited: 0, inspected: 0, refundDue: 0 },
};

/** A line of a return with nothing counted but what is given. */
export function newLine(
  line: LineState,
  position: number,
  refundWhen: ReturnState["refundWhen"],
  given: Pick<ReturnLineState, "reason" | "outcome" | "note"> & Partial<ReturnLineState>,
): ReturnLineState {
  const blank = { id: newId(), orderLineId: line.id, line: line.position, position, findings: [] };
  return withDerived({ ...blank, ...none, ...given }, refundWhen);
}
