import type postgres from "postgres";
import { orderEvents } from "@/db/schema/orders";
import { readTogether } from "@/db/transaction";
import { type Actor, may } from "@/lib/actor";
import { assert } from "@/lib/core/result";
import { readOrders } from "@/lib/orders/lock-order";
import type { OrderState } from "@/lib/orders/rules/state";
import { loadRefunds } from "@/lib/payments/load-refunds";
import type { RefundStatus } from "@/lib/payments/rules/refund";
import { selectRows } from "@/lib/rows";
import { claimedByRefunds, currentReturnPolicy, readReturns } from "../load-return";
import { allowedReturnActions, type ReturnAction } from "../rules/allowed-actions";
import { type Claimed, orderLineOf, returnable } from "../rules/change";
import type { ReturnDecision } from "../rules/policy";
import type { ReturnLineState, ReturnState } from "../rules/state";
import { refundableOf, suggestRefund } from "../rules/suggest-refund";

export type ReturnLineView = Omit<ReturnLineState, "id" | "orderLineId"> & {
  sku: string;
  barcode: string | null;
  title: string;
  spec: string;
  /** Its item is one of the catalogue, so that it can go on a shelf. */
  stocked: boolean;
  /** Units that a refund or an exchange may name now. */
  givable: number;
};

export type ReturnView = {
  rma: string;
  version: number;
  status: ReturnState["status"];
  source: ReturnState["source"];
  refundWhen: ReturnState["refundWhen"];
  order: string;
  orderVersion: number;
  currency: string;
  customer: string;
  decision: ReturnDecision;
  note: string;
  decidedBy: string;
  decisionNote: string;
  requestedBy: string;
  requestedAt: string;
  dueAt: string | null;
  /** It is waited for: its slip can be printed. */
  coming: boolean;
  carrier: string;
  trackingNumber: string;
  location: string | null;
  lines: ReturnLineView[];
  /** Lines of the order that are not in the return and may come all the same. */
  others: { line: number; sku: string; barcode: string | null; title: string; left: number }[];
  refunds: { number: string; status: RefundStatus; amountMinor: string; requestedAt: string }[];
  exchanges: { number: string; stage: string }[];
  /** What would be given back now; null to whoever may not see money. */
  suggestion: {
    amountMinor: string;
    lines: { line: number; quantity: number; priceMinor: string; keepMinor: string }[];
  } | null;
  locations: { code: string; name: string; nameZh: string }[];
  allowed: ReturnAction[];
};

type Row = {
  number: string;
  decision: ReturnDecision;
  note: string;
  decidedBy: string;
  decisionNote: string;
  requestedBy: string;
  requestedAt: string;
  carrier: string;
  trackingNumber: string;
  location: string | null;
  orderNumber: string;
  customer: string;
  refunds: ReturnView["refunds"];
  exchanges: ReturnView["exchanges"];
  locations: ReturnView["locations"];
  codes: Record<string, { barcode: string | null; spec: string }>;
};

/** One return with everything its page shows, as of one moment; null when there is none of the number. */
export async function getReturn(
  actor: Actor,
  rma: string,
): Promise<{ view: ReturnView; events: (typeof orderEvents.$inferSelect)[] } | null> {
  assert(may(actor, "returns.read"), `${actor.role} may not returns.read`);
  return readTogether(async (tx) => {
    const [row] = await readRow(tx.sql, rma);
    if (!row) return null;
    const [order] = await readOrders(tx, [row.orderNumber]);
    assert(order, "a return has its order");
    const [all, refunds, current, events] = await Promise.all([
      readReturns(tx, order),
      loadRefunds(tx, order.id),
      currentReturnPolicy(tx),
      selectRows(
        tx,
        orderEvents,
        `where t.order_id = $1::uuid and (t.data ->> 'rma' = $2 or t.data ->> 'refund' in (
           select f.number from return_refunds k join refunds f on f.id = k.refund_id join returns x on x.id = k.return_id where x.number = $2))
         order by t.seq desc limit 200`,
        [order.id, rma],
      ),
    ]);
    const ret = all.find((each) => each.number === rma);
    assert(ret, "a return that was found is among its order's");
    const claimed = await claimedByRefunds(tx, order.id);
    const suggested = suggestRefund(order, ret, { refunds, policy: current.policy });
    return { view: viewOf(actor, row, order, ret, { suggested, claimed }), events };
  });
}

function viewOf(
  actor: Actor,
  row: Row,
  order: OrderState,
  ret: ReturnState,
  { suggested, claimed }: { suggested: ReturnType<typeof suggestRefund>; claimed: Claimed },
): ReturnView {
  const { number, orderNumber, codes, ...told } = row;
  const inReturn = new Set(ret.lines.map((line) => line.orderLineId));
  return {
    ...told,
    ...{
      rma: number,
      order: orderNumber,
      orderVersion: order.version,
      version: ret.version,
      status: ret.status,
      source: ret.source,
    },
    ...{ refundWhen: ret.refundWhen, currency: order.currency, dueAt: ret.dueAt?.toISOString() ?? null },
    coming: ret.status === "approved" || ret.status === "in_transit",
    lines: ret.lines.map(({ id: _, orderLineId, ...line }) => {
      const of = orderLineOf(order, orderLineId);
      return {
        ...line,
        ...{ sku: of.sku, title: of.title, stocked: of.variantId !== null },
        ...{ barcode: codes[orderLineId]?.barcode ?? null, spec: codes[orderLineId]?.spec ?? "" },
        givable: refundableOf(ret, { ...line, id: _, orderLineId }),
      };
    }),
    others: order.lines
      .filter((line) => !inReturn.has(line.id) && returnable(line, claimed) > 0)
      .map((line) => ({
        ...{ line: line.position, sku: line.sku, title: line.title, left: returnable(line, claimed) },
        barcode: codes[line.id]?.barcode ?? null,
      })),
    suggestion: may(actor, "payments.read")
      ? {
          amountMinor: `${suggested.amountMinor}`,
          lines: suggested.lines.map((line) => ({
            ...line,
            ...{ priceMinor: `${line.priceMinor}`, keepMinor: `${line.keepMinor}` },
          })),
        }
      : null,
    allowed: allowedReturnActions(ret, actor.permissions),
  };
}

function readRow(sql: postgres.ISql, rma: string) {
  return sql<Row[]>`
    select r.number, r.decision, r.note, r.decided_by as "decidedBy", r.decision_note as "decisionNote", r.requested_by as "requestedBy",
      to_jsonb(r.requested_at) #>> '{}' as "requestedAt", r.carrier, r.tracking_number as "trackingNumber",
      (select code from locations where id = r.location_id) as location, o.number as "orderNumber", o.contact_name as customer,
      (select coalesce(jsonb_agg(jsonb_build_object('number', f.number, 'status', f.status, 'amountMinor', f.amount_minor::text,
         'requestedAt', f.requested_at) order by f.requested_at), '[]')
       from return_refunds k join refunds f on f.id = k.refund_id where k.return_id = r.id) as refunds,
      (select coalesce(jsonb_agg(jsonb_build_object('number', e.number, 'stage', e.stage) order by e.number), '[]')
       from return_exchanges x join orders e on e.id = x.order_id where x.return_id = r.id) as exchanges,
      (select coalesce(jsonb_agg(jsonb_build_object('code', code, 'name', name, 'nameZh', name_zh) order by priority, code), '[]')
       from locations where active) as locations,
      (select coalesce(jsonb_object_agg(l.id, jsonb_build_object('barcode', v.barcode, 'spec', l.spec)), '{}')
       from order_lines l left join variants v on v.id = l.variant_id where l.order_id = o.id) as codes
    from returns r join orders o on o.id = r.order_id where r.number = ${rma}`;
}
