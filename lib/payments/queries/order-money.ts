import type postgres from "postgres";
import { connection } from "@/db/client";
import { payments, refunds } from "@/db/schema/payments";
import { type Actor, may } from "@/lib/actor";
import { cancellable } from "@/lib/orders/rules/cancel";
import { amountDue, toShip } from "@/lib/orders/rules/stage";
import type { OrderState, PaymentMethod } from "@/lib/orders/rules/state";
import { refundStateOf } from "@/lib/payments/load-refunds";
import {
  isOpen,
  type RefundReason,
  type RefundState,
  type RefundStatus,
  refundLimit,
} from "@/lib/payments/rules/refund";
import { leftToRefund, smallest } from "@/lib/payments/rules/refundable";
import { capturable, openAuthorisations } from "@/lib/payments/rules/take-payment";
import { recently } from "@/lib/recent";
import { selectRows } from "@/lib/rows";

/** A payment as the money card shows it; amounts are minor units as text. */
export type PaymentView = {
  /** Its place among the order's payments, by which people and forms name it. */
  place: number;
  method: PaymentMethod;
  online: boolean;
  reference: string;
  authorisedMinor: string;
  capturedMinor: string;
  refundedMinor: string;
  /** Promised and neither taken nor let go. */
  openMinor: string;
  /** What of that is due. */
  capturableMinor: string;
  /** "waiting": the provider was asked and nobody knows yet what it said. */
  status: "waiting" | "declined" | "authorised" | "captured" | "voided";
  at: string;
};

export type RefundView = {
  number: string;
  amountMinor: string;
  status: RefundStatus;
  reason: RefundReason;
  note: string;
  requestedBy: string;
  requestedAt: string;
  approvedBy: string | null;
  settledAt: string | null;
  lastError: string;
  mayApprove: boolean;
  mayDecline: boolean;
  mayAskAgain: boolean;
};

/** A line that money or units of can still come back of. */
export type RefundableLine = {
  line: number;
  title: string;
  sku: string;
  units: number;
  unitsBefore: number;
  amountMinor: string;
  restockable: number;
  ordered: number;
  subtotalMinor: string;
  discountMinor: string;
  taxMinor: string;
  totalMinor: string;
};

export type OrderMoney = {
  number: string;
  version: number;
  currency: string;
  pricesIncludeTax: boolean;
  method: PaymentMethod;
  totalMinor: string;
  paidMinor: string;
  refundedMinor: string;
  dueMinor: string;
  overpaidMinor: string;
  refundableMinor: string;
  shippingLeftMinor: string;
  /** Promised by a provider and not taken. */
  authorisedMinor: string;
  payments: PaymentView[];
  refunds: RefundView[];
  lines: RefundableLine[];
  locations: { code: string; name: string; nameZh: string }[];
  /** What this person lets through alone; null for any amount. */
  limitMinor: string | null;
  /** What this person already let through alone on this order. */
  aloneMinor: string;
  shipped: boolean;
  /** Units that have not left: while there are any, all of the money goes back by cancelling alone. */
  toShip: number;
  /** Lines of which units can still be cancelled. */
  cancellable: { line: number; title: string; sku: string; open: number }[];
};

const unlimited = 10n ** 17n;

/**
 * All that the money card and its dialogs show of an order that was read already. Each payment and refund only to who
 * may read payments; what the order comes to and what is due, to everybody.
 */
export async function getOrderMoney(
  order: OrderState,
  actor: Actor,
  reader: { sql: postgres.ISql } = connection(),
): Promise<OrderMoney> {
  const [rows, paid, { failed, references }, places] = await Promise.all([
    selectRows(reader, refunds, "where t.order_id = $1::uuid order by t.requested_at, t.id", [order.id]),
    selectRows(reader, payments, "where t.order_id = $1::uuid order by t.created_at, t.id", [order.id]),
    saidOfPayments(reader, order.id),
    placesKnown(),
  ]);
  const states = rows.map(refundStateOf);
  const left = leftToRefund(order, states);
  const due = order.stage === "cancelled" ? 0n : amountDue(order);
  const limit = refundLimit(actor.refundLimits, order.currency);
  const shown = <Row>(found: Row[]) => (may(actor, "payments.read") ? found : []);
  return {
    number: order.number,
    version: order.version,
    currency: order.currency,
    pricesIncludeTax: order.pricesIncludeTax,
    method: order.paymentMethod,
    totalMinor: `${order.totalMinor}`,
    paidMinor: `${order.paidMinor}`,
    refundedMinor: `${order.refundedMinor}`,
    dueMinor: `${due}`,
    overpaidMinor: `${left.overpaidMinor}`,
    refundableMinor: `${left.refundableMinor}`,
    shippingLeftMinor: `${left.shippingMinor}`,
    authorisedMinor: `${openAuthorisations(order)}`,
    payments: shown(paid).map((payment, index) => ({
      place: index + 1,
      method: payment.method as PaymentMethod,
      online: payment.provider !== "manual",
      reference: references.get(payment.id) ?? payment.providerRef ?? "",
      authorisedMinor: `${payment.authorisedMinor}`,
      capturedMinor: `${payment.capturedMinor}`,
      refundedMinor: `${payment.refundedMinor}`,
      openMinor: `${capturable(payment)}`,
      capturableMinor: `${smallest(capturable(payment), due)}`,
      status: paymentStatusOf(payment, failed.has(payment.id)),
      at: payment.createdAt.toISOString(),
    })),
    refunds: shown(rows).map((row) => refundView(row, actor)),
    lines: order.lines.flatMap((line, index) => {
      const of = left.lines[index];
      if (!of || (of.units === 0 && of.restockable === 0)) return [];
      return [
        {
          line: line.position,
          title: line.title,
          sku: line.sku,
          units: of.units,
          unitsBefore: of.unitsBefore,
          amountMinor: `${of.amountMinor}`,
          restockable: of.restockable,
          ordered: line.ordered,
          subtotalMinor: `${line.subtotalMinor}`,
          discountMinor: `${line.discountMinor}`,
          taxMinor: `${line.taxMinor}`,
          totalMinor: `${line.totalMinor}`,
        },
      ];
    }),
    locations: places,
    limitMinor: limit >= unlimited ? null : `${limit}`,
    aloneMinor: `${letThroughAlone(states, actor.id)}`,
    shipped: order.lines.some((line) => line.shipped > 0),
    toShip: order.lines.reduce((units, line) => units + toShip(line), 0),
    cancellable: order.lines
      .map((line, index) => ({
        line: line.position,
        title: line.title,
        sku: line.sku,
        open: cancellable(line, left.lines[index] ?? { unitsBefore: line.cancelled }),
      }))
      .filter((line) => line.open > 0),
  };
}

type RefundRow = typeof refunds.$inferSelect;

/** A refund as this person sees it, with what they may do to it. */
export function refundView(row: RefundRow, actor: Actor): RefundView {
  const status = row.status as RefundStatus;
  const own = row.requestedById !== "" && row.requestedById === actor.id;
  const asked = status === "requested";
  return {
    number: row.number,
    amountMinor: `${row.amountMinor}`,
    status,
    reason: row.reason as RefundReason,
    note: row.note,
    requestedBy: row.requestedBy,
    requestedAt: row.requestedAt.toISOString(),
    approvedBy: row.approvedBy,
    settledAt: row.settledAt?.toISOString() ?? null,
    lastError: row.lastError,
    mayApprove: asked && !own && may(actor, "payments.approve_refund"),
    mayDecline: asked && may(actor, "payments.refund") && (own || may(actor, "payments.approve_refund")),
    mayAskAgain: status === "in_doubt" && may(actor, "payments.refund"),
  };
}

function letThroughAlone(states: readonly RefundState[], actorId: string): bigint {
  return states
    .filter(
      (refund) =>
        refund.requestedById === actorId &&
        refund.approvedBy === refund.requestedBy &&
        (isOpen(refund) || refund.status === "succeeded"),
    )
    .reduce((sum, refund) => sum + refund.amountMinor, 0n);
}

function paymentStatusOf(payment: typeof payments.$inferSelect, failed: boolean): PaymentView["status"] {
  if (payment.capturedMinor > 0n) return "captured";
  if (payment.authorisedMinor > 0n) return "authorised";
  if (payment.providerRef !== null) return "voided";
  return failed ? "declined" : "waiting";
}

/** Payments that the provider declined, and what each is found by at the bank: the reference it was captured with. */
async function saidOfPayments(
  { sql }: { sql: postgres.ISql },
  orderId: string,
): Promise<{ failed: Set<string>; references: Map<string, string> }> {
  const [row] = await sql<{ failed: string[]; references: Record<string, string> }[]>`
    select array(select data ->> 'paymentId' from order_events
        where order_id = ${orderId} and type = 'payment.failed' and data ->> 'step' = 'authorise') as failed,
      (select coalesce(jsonb_object_agg(payment_id, reference order by id), '{}') from payment_entries
        where order_id = ${orderId} and type = 'capture' and reference <> '') as references`;
  return { failed: new Set(row?.failed), references: new Map(Object.entries(row?.references ?? {})) };
}

/** Warehouses that goods may come back to. */
const placesKnown = recently(
  () => connection().sql<{ code: string; name: string; nameZh: string }[]>`
    select code, name, name_zh as "nameZh" from locations where active order by priority`,
);
