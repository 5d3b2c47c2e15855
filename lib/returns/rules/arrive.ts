import { type Refusal, refuse } from "@/lib/core/result";
import type { Plan, SalesPosting, StockPosting } from "@/lib/orders/rules/plan";
import { costOf, lineEntries } from "@/lib/orders/rules/sales";
import type { LineState, OrderState } from "@/lib/orders/rules/state";
import { after, type Claimed, changed, codeOf, eventOf, orderLineOf, type ReturnPlan, returnable } from "./change";
import { notNow, type StatusRefusal } from "./decide";
import type { ReturnPolicy } from "./policy";
import { newLine } from "./request";
import {
  type Condition,
  counterOf,
  type Disposition,
  type Finding,
  type ReturnLineState,
  type ReturnState,
  refundReasonOf,
} from "./state";

export type ReceiptAsk = {
  /** Units that came, by the order's line; of a line that was not announced too. */
  lines: readonly { lineId: string; quantity: number }[];
  locationId: string;
  location: string;
  /** Nothing more comes: what is still waited for is given up. */
  finish: boolean;
  /** Why more or other came than was announced. */
  note: string;
};

export type ReceiptRefusal =
  | StatusRefusal
  | "unknown_line"
  | "more_than_shipped"
  | "explain_extra"
  | "nothing_received";

/**
 * Counts in what came: announced units first, the rest as extra, which somebody has to explain and which never exceeds
 * what left. The order's line counts them as returned; stock moves when they were looked at.
 */
export function planReceipt(
  order: OrderState,
  ret: ReturnState,
  ask: ReceiptAsk,
  facts: { now: Date; policy: ReturnPolicy; claimed: Claimed },
): ReturnPlan | Refusal<ReceiptRefusal> {
  if (ret.status !== "approved" && ret.status !== "in_transit" && ret.status !== "received") return notNow(ret);
  const came = new Map<LineState, number>();
  for (const { lineId, quantity } of ask.lines) {
    const line = order.lines.find((candidate) => candidate.id === lineId);
    if (!line) return refuse("unknown_line");
    if (quantity > 0) came.set(line, (came.get(line) ?? 0) + quantity);
  }
  const before = ret.lines.reduce((units, line) => units + line.received, 0);
  if (came.size === 0 && !(ask.finish && before > 0)) return refuse("nothing_received", { rma: ret.number });

  const lines = new Map(ret.lines.map((line) => [line.orderLineId, line]));
  let surplus = 0;
  for (const [line, quantity] of came) {
    const known =
      lines.get(line.id) ??
      newLine(line, lines.size + 1, ret.refundWhen, { reason: "other", outcome: "refund", note: ask.note });
    const extra = Math.max(quantity - known.awaited, 0);
    const left = returnable(line, facts.claimed);
    if (extra > left) {
      const sku = line.sku || line.title;
      return refuse("more_than_shipped", { sku, asked: quantity, left: left + known.awaited });
    }
    surplus += extra;
    lines.set(line.id, { ...known, received: known.received + quantity, extra: known.extra + extra });
  }
  if (surplus > 0 && ask.note === "") return refuse("explain_extra", { units: surplus });
  let missing = 0;
  const counted = [...lines.values()].map((line) => {
    const open = line.requested + line.extra - line.declined - line.withdrawn - line.received;
    if (!ask.finish || open === 0) return line;
    missing += open;
    return { ...line, withdrawn: line.withdrawn + open };
  });
  const told = [...came].map(([line, units]) => ({ code: line.sku || line.title, units }));
  return changed(
    ret,
    {
      lines: counted,
      patch: {
        receivedAt: ret.receivedAt ?? facts.now,
        locationId: ask.locationId,
        dueAt: after(facts.now, facts.policy.inspectHours),
      },
    },
    {
      order,
      lines: [...came].map(([line, returned]) => ({ lineId: line.id, returned })),
      events: [
        eventOf(ret, "received", { lines: told, location: ask.location, extra: surplus, missing, note: ask.note }),
      ],
    },
  );
}

/** Takes counted units back that nobody has looked at: counted wrongly, they are waited for again, or never came. */
export function planReceiptUndo(
  order: OrderState,
  ret: ReturnState,
  wrong: readonly { line: number; quantity: number }[],
): ReturnPlan | Refusal<StatusRefusal | "unknown_line" | "more_than_received"> {
  if (ret.status !== "received") return notNow(ret);
  const lines = new Map(ret.lines.map((line) => [line.line, line]));
  const deltas: NonNullable<Plan["lines"]> = [];
  for (const { line: position, quantity } of wrong) {
    const line = lines.get(position);
    if (!line) return refuse("unknown_line", { line: position });
    const open = line.received - line.inspected;
    if (quantity > open) {
      return refuse("more_than_received", { sku: codeOf(order, line.orderLineId), asked: quantity, left: open });
    }
    const extra = Math.min(line.extra, quantity);
    // A line that only came by mistake stays with one unit less to expect: it is given up, not waited for.
    const nothing = line.requested === 0 && line.extra === extra;
    lines.set(position, {
      ...line,
      received: line.received - quantity,
      extra: nothing ? line.extra : line.extra - extra,
      withdrawn: nothing ? line.withdrawn + extra : line.withdrawn,
    });
    deltas.push({ lineId: line.orderLineId, returned: -quantity });
  }
  const told = wrong.map(({ line, quantity }) => ({
    code: codeOf(order, (lines.get(line) as ReturnLineState).orderLineId),
    units: quantity,
  }));
  const plan = changed(
    ret,
    { lines: [...lines.values()] },
    { order, lines: deltas, events: [eventOf(ret, "uncounted", { lines: told })] },
  );
  return { ...plan, orderFirst: true };
}

export type InspectionAsk = {
  findings: readonly {
    line: number;
    quantity: number;
    condition: Condition;
    disposition: Disposition;
    locationId: string;
    location: string;
    note: string;
  }[];
};

export type InspectionFacts = { now: Date; businessDay: string; shopCurrency: string; actorName: string };

/**
 * Says of units that came how they are and what becomes of them. What is put back on a shelf, into quality control or
 * aside as damaged moves stock; what is good again gives the shop its cost back. All that came looked at ends the wait.
 */
export function planInspection(
  order: OrderState,
  ret: ReturnState,
  ask: InspectionAsk,
  facts: InspectionFacts,
): ReturnPlan | Refusal<StatusRefusal | "unknown_line" | "more_than_received" | "unmapped_lines"> {
  if (ret.status !== "received") return notNow(ret);
  const lines = new Map(ret.lines.map((line) => [line.line, line]));
  const deltas: NonNullable<Plan["lines"]> = [];
  const stock: StockPosting[] = [];
  const sales: SalesPosting[] = [];
  for (const found of ask.findings) {
    const line = lines.get(found.line);
    if (!line) return refuse("unknown_line", { line: found.line });
    const open = line.received - inspectedOf(line);
    const sku = codeOf(order, line.orderLineId);
    if (found.quantity > open) return refuse("more_than_received", { sku, asked: found.quantity, left: open });
    const of = orderLineOf(order, line.orderLineId);
    const counter = counterOf[found.disposition];
    lines.set(found.line, {
      ...line,
      [counter]: line[counter] + found.quantity,
      findings: [...line.findings, findingOf(found, facts)],
    });
    if (found.disposition === "scrap" || found.disposition === "send_back") continue;
    if (!of.variantId) return refuse("unmapped_lines", { skus: [sku] });
    stock.push(intoStock(ret, of, found));
    if (found.disposition === "damaged") continue;
    deltas.push({ lineId: of.id, restocked: found.quantity });
    sales.push(...costBack(order, of, line, found.quantity, facts));
  }
  const looked = [...lines.values()].map((line) =>
    line.outcome === "refund" && line.received > 0 && line.sentBack === line.received && line.refunded === 0
      ? { ...line, outcome: "reject" as const }
      : line,
  );
  return changed(
    ret,
    { lines: looked, patch: { inspectedAt: facts.now } },
    {
      order,
      lines: deltas,
      stock,
      sales,
      events: [
        eventOf(ret, "inspected", {
          lines: ask.findings.map((found) => ({
            code: codeOf(order, (lines.get(found.line) as ReturnLineState).orderLineId),
            ...{ units: found.quantity, condition: found.condition, disposition: found.disposition },
          })),
          note: ask.findings.flatMap(({ note }) => note || []).join("; "),
        }),
      ],
    },
  );
}

function inspectedOf(line: ReturnLineState): number {
  return line.restocked + line.qualityControl + line.damaged + line.scrapped + line.sentBack;
}

function findingOf(found: InspectionAsk["findings"][number], facts: InspectionFacts): Finding {
  const { condition, disposition, quantity, location, note } = found;
  return { condition, disposition, quantity, location, note, by: facts.actorName, at: facts.now.toISOString() };
}

function intoStock(ret: ReturnState, line: LineState, found: InspectionAsk["findings"][number]): StockPosting {
  const { quantity, disposition } = found;
  return {
    variantId: line.variantId as string,
    locationId: found.locationId,
    onHand: quantity,
    ...(disposition === "damaged" ? { damaged: quantity } : {}),
    ...(disposition === "quality_control" ? { qualityControl: quantity } : {}),
    ...{ reason: "restock", documentType: "return", documentNumber: ret.number, orderLineId: line.id },
  };
}

const nothing = { subtotalMinor: 0n, discountMinor: 0n, taxMinor: 0n, totalMinor: 0n };

/** Goods that are in stock again cost the sale nothing; their price is the refund's. */
function costBack(
  order: OrderState,
  line: LineState,
  of: ReturnLineState,
  units: number,
  facts: InspectionFacts,
): SalesPosting[] {
  const costMinor = costOf(line, units, facts.shopCurrency);
  if (costMinor === 0n) return [];
  const how = { kind: "refund" as const, sign: -1n as const, businessDay: facts.businessDay, costMinor };
  return lineEntries(order, line, nothing, 0, how).map((entry) => ({ ...entry, reason: refundReasonOf[of.reason] }));
}
