import { z } from "zod";
import type { Tx } from "@/db/transaction";
import { type CommandContext, defineCommand } from "@/lib/command";
import { businessDay } from "@/lib/core/dates";
import { isRefusal, refuse } from "@/lib/core/result";
import { lockLevels } from "@/lib/inventory/lock-levels";
import { lockOrders } from "@/lib/orders/lock-order";
import { planCancel } from "@/lib/orders/rules/cancel";
import type { Plan, StockPosting } from "@/lib/orders/rules/plan";
import type { OrderState } from "@/lib/orders/rules/state";
import { refundFactsOf } from "@/lib/payments/commands/request-refund";
import { nextRefundNumbers } from "@/lib/payments/load-refunds";
import { insertSales, post, postStock } from "@/lib/post";
import { toJson } from "@/lib/rows";
import { type ImportState, loadImport } from "../load-import";
import { loadAloneSales, loadLedgers } from "../load-ledgers";
import { movedOrders } from "../moved-orders";
import { planUndoOfHistory, reversed } from "../rules/undo";

export type UndoPhase = "orders" | "write_offs" | "credits" | "opening" | "done";
export type UndoState = { phase: UndoPhase; after: string; orders: number; kept: number };

const ORDERS_AT_ONCE = 200;
const DOCUMENTS_AT_ONCE = 1000;

/**
 * Takes back one piece of an import, and notes how far it came in the same transaction. Goods come back before any are
 * taken away (orders, write-offs, then credits and opening stock), so that no level is negative on the way.
 */
export const undoPiece = defineCommand({
  name: "imports.undo_piece",
  permission: "imports.undo",
  input: z.strictObject({ importId: z.string() }),
  refusals: ["not_found", "import_moved_on"],
  async run(context, { importId }) {
    const { tx, now } = context;
    const loaded = await loadImport(tx.sql, { id: importId }, true);
    if (!loaded) return refuse("not_found");
    if (loaded.status !== "undoing") return refuse("import_moved_on");
    const state = loaded.facts.undo as UndoState;
    const next = await phases[state.phase](context, loaded, state);
    const ended = next.phase === "done";
    await tx.sql`
      update imports set facts = facts || ${toJson({ undo: next })}::text::jsonb, heartbeat_at = ${now.toISOString()},
        status = ${ended ? "undone" : "undoing"}, finished_at = ${ended ? now.toISOString() : tx.sql`finished_at`}
      where id = ${importId}`;
    return next;
  },
});

type Phase = (context: CommandContext, loaded: ImportState, state: UndoState) => Promise<UndoState>;

const phases: Record<UndoPhase, Phase> = {
  orders: undoOrders,
  write_offs: undoWriteOffs,
  credits: undoCredits,
  opening: undoOpening,
  done: async (_context, _loaded, state) => state,
};

async function undoOrders(context: CommandContext, loaded: ImportState, state: UndoState): Promise<UndoState> {
  const { tx } = context;
  const found = await tx.sql`
    select id, number from orders
    where import_id = ${loaded.id} and (${state.after} = '' or id > ${state.after || null}::uuid) and stage <> 'cancelled'
    order by id limit ${ORDERS_AT_ONCE}`;
  const last = found.at(-1);
  if (!last) return { ...state, phase: "write_offs", after: "" };
  const orders = await lockOrders(
    tx,
    found.map((row) => row.number as string),
  );
  const moved = new Set((await movedOrders(tx.sql, loaded.id, found.length)).orders.map((order) => order.number));
  const unmoved = orders.filter((order) => !moved.has(order.number));
  const plans = await undoPlans(context, loaded, unmoved);
  await lockLevels(
    tx,
    plans.flatMap((plan) => plan.stock ?? []).map((posting) => posting.variantId),
  );
  await post(context, plans);
  return {
    ...state,
    after: last.id as string,
    orders: state.orders + plans.length,
    kept: state.kept + orders.length - plans.length,
  };
}

async function undoPlans(context: CommandContext, loaded: ImportState, orders: readonly OrderState[]): Promise<Plan[]> {
  const { tx, shop, now } = context;
  const ledgers = await loadLedgers(
    tx,
    orders.map((order) => order.id),
  );
  const numbers = await nextRefundNumbers(
    tx,
    orders.reduce((sum, order) => sum + order.payments.length, 0),
  );
  const plans: Plan[] = [];
  for (const order of orders) {
    const refundNumbers = order.payments.map(() => numbers.pop() as string);
    // An order of services alone is over without a parcel.
    if (order.completedAt || order.lines.some((line) => line.shipped > 0)) {
      const facts = {
        now,
        importNumber: loaded.number,
        businessDay: businessDay(now, shop.timeZone),
        shopCurrency: shop.currency,
      };
      plans.push(
        planUndoOfHistory(order, ledgers.get(order.id) ?? { sales: [], stock: [] }, { ...facts, refundNumbers }),
      );
      continue;
    }
    const facts = await refundFactsOf(context, order, refundNumbers);
    const plan = planCancel(order, { reason: "other", note: loaded.number }, facts);
    // An order that cannot be cancelled has gone on; it stays and is counted as kept.
    if (isRefusal(plan)) continue;
    plans.push({
      ...plan,
      patch: { ...plan.patch, externalId: null },
      events: [
        ...plan.events,
        { type: "order.import_undone", data: { import: loaded.number, externalId: order.externalId } },
      ],
    });
  }
  return plans;
}

async function undoWriteOffs(context: CommandContext, loaded: ImportState, state: UndoState): Promise<UndoState> {
  const documents = await context.tx.sql`
    select number from stock_documents
    where kind = 'adjustment' and reason = 'write_off' and note = ${loaded.number} and number > ${state.after}
    order by number limit ${DOCUMENTS_AT_ONCE}`;
  const last = documents.at(-1);
  if (!last) return { ...state, phase: "credits", after: "" };
  const numbers = documents.map((row) => row.number as string);
  await giveBackStock(context, loaded, "adjustment", numbers, "write_off");
  return { ...state, after: last.number as string };
}

async function undoCredits(context: CommandContext, loaded: ImportState, state: UndoState): Promise<UndoState> {
  const { tx, now } = context;
  const notes = await tx.sql`
    select id, number from credit_notes where import_id = ${loaded.id} and reversed_at is null order by id limit ${DOCUMENTS_AT_ONCE}`;
  if (notes.length === 0) return { ...state, phase: "opening", after: "" };
  const ids = notes.map((row) => row.id as string);
  const sales = (await loadAloneSales(tx, ids)).map(reversed);
  if (sales.length > 0) insertSales(tx, sales, now);
  const numbers = notes.map((row) => row.number as string);
  await giveBackStock(context, loaded, "credit_note", numbers, "restock");
  await tx.sql`
    update credit_notes set reversed_at = ${now.toISOString()}, external_id = null where id = any(${ids}::uuid[])`;
  return state;
}

async function undoOpening(context: CommandContext, loaded: ImportState, state: UndoState): Promise<UndoState> {
  await giveBackStock(context, loaded, "import", [loaded.number], "opening");
  return { ...state, phase: "done" };
}

/** Posts what documents without an order moved the other way round. */
async function giveBackStock(
  context: CommandContext,
  loaded: ImportState,
  documentType: "adjustment" | "credit_note" | "import",
  numbers: readonly string[],
  reason: StockPosting["reason"],
): Promise<void> {
  const rows = await movedBy(context.tx, documentType, numbers);
  await lockLevels(
    context.tx,
    rows.map((row) => row.variantId),
  );
  postStock(
    context,
    rows.map((row) => ({ ...row, onHand: -row.onHand, reason, documentType, note: loaded.number })),
  );
}

async function movedBy(tx: Tx, documentType: string, numbers: readonly string[]) {
  return (await tx.sql`
    select document_number as "documentNumber", variant_id as "variantId", location_id as "locationId", sum(on_hand_delta)::int as "onHand"
    from stock_movements
    where document_type = ${documentType} and document_number = any(${[...numbers]}::text[]) and order_line_id is null
    group by 1, 2, 3 having sum(on_hand_delta) <> 0`) as unknown as {
    documentNumber: string;
    variantId: string;
    locationId: string;
    onHand: number;
  }[];
}
