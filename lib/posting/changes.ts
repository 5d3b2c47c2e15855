import { shipments } from "@/db/schema/fulfilment";
import { holds } from "@/db/schema/holds";
import { orderLines, orders } from "@/db/schema/orders";
import { refunds } from "@/db/schema/payments";
import { refuseTransaction, type Tx } from "@/db/transaction";
import type { Actor } from "@/lib/actor";
import { assert, refuse } from "@/lib/core/result";
import type { HoldChange, LineDelta, LineLink, LineRevision, OrderPatch, Plan } from "@/lib/orders/rules/plan";
import { searchKeysOf, searchWordsOf } from "@/lib/orders/rules/search-keys";
import type { OrderState } from "@/lib/orders/rules/state";
import { columnsOf, recordset, toJson } from "@/lib/rows";
import { countersMoved } from "./counters";

const moveCountersText = (() => {
  const columns = columnsOf(orderLines);
  const names = countersMoved.map((counter) => columns.get(counter)?.name as string);
  return `update order_lines l set ${names.map((name) => `${name} = l.${name} + coalesce(p.${name}, 0)`).join(", ")}
    from ${recordset(orderLines, countersMoved, { line_id: "uuid" })} where l.id = p.line_id`;
})();

/** Moves line counters, all lines of the posting by one statement. */
export async function moveCounters(tx: Tx, deltas: readonly LineDelta[]): Promise<void> {
  const columns = columnsOf(orderLines);
  // One row of a table is updated once per statement: deltas of the same line are added up first.
  const merged = new Map<string, Record<string, unknown>>();
  for (const delta of deltas) {
    const row: Record<string, unknown> = merged.get(delta.lineId) ?? { line_id: delta.lineId };
    for (const counter of countersMoved) {
      const change = delta[counter];
      if (!change) continue;
      const name = columns.get(counter)?.name as string;
      row[name] =
        typeof change === "bigint" ? ((row[name] as bigint) ?? 0n) + change : ((row[name] as number) ?? 0) + change;
    }
    merged.set(delta.lineId, row);
  }
  // Sent at once, in the order of the posting: the database checks claims statement by statement.
  const result = await tx.sql.unsafe(moveCountersText, [toJson([...merged.values()])], { prepare: true }).execute();
  assert(result.count === merged.size, "a plan moves counters of lines that exist");
}

const linkFields = ["variantId", "sku", "unitCost", "stocked", "madeToOrder"] as const;

/** Turns unmapped lines into lines of our items; refuses when one was linked meanwhile. */
export async function linkLines(tx: Tx, links: readonly LineLink[]): Promise<void> {
  const columns = columnsOf(orderLines);
  const names = linkFields.map((field) => columns.get(field)?.name as string);
  const rows = links.map((link) => ({
    ...Object.fromEntries(linkFields.map((field, index) => [names[index], link[field]])),
    line_id: link.lineId,
  }));
  const result = await tx.sql
    .unsafe(
      `update order_lines l set ${names.map((name) => `${name} = p.${name}`).join(", ")}
     from ${recordset(orderLines, linkFields, { line_id: "uuid" })} where l.id = p.line_id and l.variant_id is null`,
      [toJson(rows)],
      { prepare: true },
    )
    .execute();
  if (result.count !== links.length) refuseTransaction(refuse("order_changed"));
}

const taxFields = ["taxRate", "taxMinor", "totalMinor"] as const;

/** Taxes lines of a draft anew. */
export async function taxLines(tx: Tx, lines: NonNullable<Plan["retaxLines"]>): Promise<void> {
  const columns = columnsOf(orderLines);
  const names = taxFields.map((field) => columns.get(field)?.name as string);
  const rows = lines.map((line) => ({
    ...Object.fromEntries(taxFields.map((field, index) => [names[index], line[field]])),
    line_id: line.lineId,
  }));
  const result = await tx.sql
    .unsafe(
      `update order_lines l set ${names.map((name) => `${name} = p.${name}`).join(", ")}
     from ${recordset(orderLines, taxFields, { line_id: "uuid" })} where l.id = p.line_id`,
      [toJson(rows)],
      { prepare: true },
    )
    .execute();
  assert(result.count === lines.length, "a plan taxes lines that exist");
}

const revisedFields = [
  "ordered",
  "unitPrice",
  "subtotalMinor",
  "discountMinor",
  "taxMinor",
  "totalMinor",
  "cancelledMinor",
] as const;

/**
 * Gives lines other units, another price or another discount; refuses when something of one was sent or given back
 * meanwhile, or cancelled where more than its discount changes.
 */
export async function reviseLines(tx: Tx, revisions: readonly LineRevision[]): Promise<void> {
  const columns = columnsOf(orderLines);
  const names = revisedFields.map((field) => columns.get(field)?.name as string);
  const rows = revisions.map((revision) => ({
    ...Object.fromEntries(revisedFields.map((field, index) => [names[index], revision[field]])),
    line_id: revision.lineId,
  }));
  const result = await tx.sql
    .unsafe(
      `update order_lines l set ${names.map((name) => `${name} = p.${name}`).join(", ")}
     from ${recordset(orderLines, revisedFields, { line_id: "uuid" })}
     where l.id = p.line_id and l.shipped = 0 and l.refunded = 0 and l.refunded_minor = 0
       and (l.cancelled = 0 or (l.ordered = p.ordered and l.unit_price = p.unit_price))`,
      [toJson(rows)],
      { prepare: true },
    )
    .execute();
  if (result.count !== revisions.length) refuseTransaction(refuse("order_changed"));
}

/** Clears holds; refuses when one is clear already. */
export async function clearHolds(
  tx: Tx,
  cleared: readonly { id: string; note: string }[],
  actor: Actor,
  now: Date,
): Promise<void> {
  const result = await tx.sql
    .unsafe(
      `update holds h set cleared_by = $2, cleared_at = $3, clear_note = p.note
     from json_to_recordset($1::text::json) as p(id uuid, note text) where h.id = p.id and h.cleared_at is null`,
      [toJson(cleared), actor.name, now.toISOString()],
      { prepare: true },
    )
    .execute();
  if (result.count !== cleared.length) refuseTransaction(refuse("order_changed"));
}

const holdFields = ["scope", "reason", "dueAt", "releaseWhen", "approver"] as const;

/** Gives open holds other terms; refuses when one was cleared meanwhile. */
export async function changeHolds(tx: Tx, changes: readonly HoldChange[]): Promise<void> {
  const columns = columnsOf(holds);
  const names = holdFields.map((field) => columns.get(field)?.name as string);
  const rows = changes.map((change) => ({
    ...Object.fromEntries(holdFields.map((field, index) => [names[index], change[field]])),
    id: change.id,
  }));
  const result = await tx.sql
    .unsafe(
      `update holds h set ${names.map((name) => `${name} = p.${name}`).join(", ")}
     from ${recordset(holds, holdFields, { id: "uuid" })} where h.id = p.id and h.cleared_at is null`,
      [toJson(rows)],
      { prepare: true },
    )
    .execute();
  if (result.count !== changes.length) refuseTransaction(refuse("order_changed"));
}

/** Gives lines other texts. */
export async function writeLineTexts(tx: Tx, texts: NonNullable<Plan["lineTexts"]>): Promise<void> {
  const rows = texts.map(({ lineId, note, custom }) => ({ line_id: lineId, note, custom }));
  const result = await tx.sql
    .unsafe(
      `update order_lines l set note = p.note, custom = p.custom
     from ${recordset(orderLines, ["note", "custom"], { line_id: "uuid" })} where l.id = p.line_id`,
      [toJson(rows)],
      { prepare: true },
    )
    .execute();
  assert(result.count === texts.length, "a plan words lines that exist");
}

/** Moves a shipment on, and the units of its lines. */
export function changeShipment(tx: Tx, change: NonNullable<Plan["shipments"]>[number]): Promise<unknown>[] {
  const names = Object.keys(change.set) as (keyof typeof change.set)[];
  const columns = columnsOf(shipments);
  const work: Promise<unknown>[] = [];
  const set = names.map((name) => `${columns.get(name)?.name} = p.${columns.get(name)?.name}`);
  const row = Object.fromEntries(names.map((name) => [columns.get(name)?.name, change.set[name]]));
  work.push(
    tx.sql
      .unsafe(
        `update shipments s set ${[...set, "version = s.version + 1"].join(", ")}
       from ${recordset(shipments, ["id", ...names])} where s.id = p.id`,
        [toJson([{ ...row, id: change.id }])],
        { prepare: true },
      )
      .execute(),
  );
  if (change.lines?.length) {
    const rows = change.lines.map((line) => ({
      shipment_id: change.id,
      order_line_id: line.orderLineId,
      quantity: line.quantity ?? 0,
      picked: line.picked ?? 0,
      packed: line.packed ?? 0,
    }));
    work.push(
      tx.sql
        .unsafe(
          `update shipment_lines s set quantity = s.quantity + p.quantity, picked = s.picked + p.picked, packed = s.packed + p.packed
         from json_to_recordset($1::text::json) as p(shipment_id uuid, order_line_id uuid, quantity int, picked int, packed int)
         where s.shipment_id = p.shipment_id and s.order_line_id = p.order_line_id`,
          [toJson(rows)],
          { prepare: true },
        )
        .execute(),
    );
  }
  return work;
}

/** Moves a refund on, if it still has the status that the plan saw. */
export async function changeRefund(tx: Tx, change: NonNullable<Plan["refunds"]>[number]): Promise<void> {
  const names = Object.keys(change.set) as (keyof typeof change.set)[];
  const columns = columnsOf(refunds);
  const row = Object.fromEntries(names.map((name) => [columns.get(name)?.name, change.set[name]]));
  const result = await tx.sql
    .unsafe(
      `update refunds r set ${names.map((name) => `${columns.get(name)?.name} = p.${columns.get(name)?.name}`).join(", ")}
     from ${recordset(refunds, ["id", ...names])} where r.id = p.id and r.status = any($2)`,
      [toJson([{ ...row, id: change.id }]), [...change.from]],
      { prepare: true },
    )
    .execute();
  if (result.count !== 1) refuseTransaction(refuse("order_changed"));
}

/** Writes orders that were there, each guarded by the version its plan saw. */
export async function changeOrders(
  tx: Tx,
  changed: readonly { plan: Plan; after: OrderState }[],
  now: Date,
): Promise<void> {
  // Plans that set the same columns share one statement; bulk work sets the same columns everywhere.
  const groups = new Map<string, { plan: Plan; after: OrderState }[]>();
  for (const entry of changed) {
    const key = Object.keys(entry.plan.patch ?? {})
      .sort()
      .join(",");
    groups.set(key, [...(groups.get(key) ?? []), entry]);
  }
  const columns = columnsOf(orders);
  const results = await Promise.all(
    [...groups].map(([key, entries]) => {
      const names = key === "" ? [] : (key.split(",") as (keyof OrderPatch)[]);
      const set = ["stage", ...names].map((name) => `"${columns.get(name)?.name}" = p."${columns.get(name)?.name}"`);
      const rows = entries.map(({ plan, after }) => ({
        ...Object.fromEntries(names.map((name) => [columns.get(name)?.name, plan.patch?.[name]])),
        id: after.id,
        stage: after.stage,
        expected: plan.order?.version,
        next: after.version,
      }));
      return tx.sql
        .unsafe(
          `update orders o set ${set.join(", ")}, version = p.next, updated_at = $2
         from ${recordset(orders, ["id", "stage", ...names], { expected: "integer", next: "integer" })}
         where o.id = p.id and o.version = p.expected`,
          [toJson(rows), now.toISOString()],
          { prepare: true },
        )
        .execute();
    }),
  );
  if (results.reduce((sum, result) => sum + result.count, 0) !== changed.length)
    refuseTransaction(refuse("order_changed"));
}

/** What an order is found by from now on besides what it was found by. */
export function furtherSearch(plan: Plan): FurtherSearch | undefined {
  const { patch, order } = plan;
  if (!order) return undefined;
  const person =
    patch && (patch.contactName ?? patch.contactEmail ?? patch.contactPhone ?? patch.shipTo)
      ? {
          number: order.number,
          contactName: patch.contactName ?? "",
          contactEmail: patch.contactEmail,
          contactPhone: patch.contactPhone,
          shipTo: patch.shipTo,
          lines: [],
        }
      : undefined;
  const keys = [...(plan.searchKeys ?? []).map((key) => key.toLowerCase()), ...(person ? searchKeysOf(person) : [])];
  const words = person ? searchWordsOf(person) : "";
  const placedAt = patch?.placedAt?.toISOString();
  return keys.length > 0 || words || placedAt ? { orderId: order.id, keys, words, placedAt } : undefined;
}

export type FurtherSearch = { orderId: string; keys: string[]; words: string; placedAt: string | undefined };

/** Adds keys and words to what orders are found by, and moves those that are placed later than they were written. */
export function extendSearch(tx: Tx, found: readonly FurtherSearch[]): Promise<unknown> {
  const rows = found.map(({ orderId, placedAt, ...search }) => ({
    ...{ order_id: orderId, placed_at: placedAt },
    ...search,
  }));
  return tx.sql
    .unsafe(
      `update order_search s set keys = array(select distinct unnest(s.keys || p.keys)),
         words = case when p.words = '' then s.words else s.words || ' ' || p.words end,
         placed_at = coalesce(p.placed_at, s.placed_at)
       from json_to_recordset($1::text::json) as p(order_id uuid, keys text[], words text, placed_at timestamptz) where s.order_id = p.order_id`,
      [toJson(rows)],
      { prepare: true },
    )
    .execute();
}
