import { describe, expect, it } from "vitest";
import { connection } from "@/db/client";
import type { Tx } from "@/db/transaction";
import { loadBulk } from "@/lib/bulk/load-bulk";
import { settleWaves } from "@/lib/fulfilment/close-wave";
import { loadImport } from "@/lib/imports/load-import";
import { generic } from "@/lib/imports/rules/sources/generic";
import { lockLevels } from "@/lib/inventory/lock-levels";
import { lockOrder } from "@/lib/orders/lock-order";
import { lockOwners, lockStaff } from "@/lib/staff/lock-staff";
import { addStock, makeOrder, makeShop, makeVariant } from "@/lib/testing/factories";
import { lockView } from "@/lib/views/load-view";

const owner = await makeShop();
const cup = await makeVariant();
await addStock(cup, 10);
const order = await makeOrder([{ sku: cup, quantity: 1 }]);
const { sql } = connection();
const [variant] = await sql<{ id: string }[]>`select id from variants where sku = ${cup}`;
const at = new Date();

const id = crypto.randomUUID();
const [view] = await sql<{ number: number }[]>`
  insert into saved_views (id, staff_id, list, name, query) values (${id}, ${owner.id}, 'orders', 'Mine', '') returning number`;
await sql.begin(async (tx) => {
  // What these rows point to does not matter to who waits for whom.
  await tx`set local session_replication_role = replica`;
  const rows = {
    waves: { id, closed_at: at.toISOString() },
    bulk_jobs: { id, action: "hold", status: "checking" },
    imports: { id, status: "uploaded", source: generic.name },
  };
  for (const [table, values] of Object.entries(rows)) {
    const row = JSON.stringify(await blank(table, values));
    await tx.unsafe(`insert into ${table} select (jsonb_populate_record(null::${table}, $1::text::jsonb)).*`, [row]);
  }
});

const locks: Readonly<Record<string, (tx: Tx) => Promise<unknown>>> = {
  "one order": (tx) => lockOrder(tx, order.number),
  "the levels of a variant": (tx) => lockLevels(tx, [variant?.id ?? ""]),
  "one person": (tx) => lockStaff(tx, owner.id),
  "the owners": (tx) => lockOwners(tx),
  "a view": (tx) => lockView(tx, owner.actor, view?.number ?? 0),
  "a change of many orders": (tx) => loadBulk(tx.sql, { id }, true),
  "an import": (tx) => loadImport(tx.sql, { id }, true),
  "the waves that may close": (tx) => settleWaves(tx, [id], at),
};

describe("who changes", () => {
  it.each(Object.entries(locks))("%s makes the next one wait", async (_name, lock) => {
    const code = await sql.begin(async (first) => {
      await lock({ sql: first } as unknown as Tx);
      return sql
        .begin(async (second) => {
          await second`set local lock_timeout = '100ms'`;
          await lock({ sql: second } as unknown as Tx);
          return "went on";
        })
        .catch((error: { code?: string }) => error.code);
    });
    expect(code).toBe("55P03");
  });
});

/** A row with something in every column that must have it. */
async function blank(table: string, values: Record<string, string>): Promise<Record<string, string | number>> {
  const columns = await sql<{ name: string; type: string }[]>`
    select attname as name, format_type(atttypid, null) as type from pg_attribute
    where attrelid = ${table}::regclass and attnum > 0 and not attisdropped and attnotnull`;
  const any = ({ type }: { type: string }) =>
    type === "uuid"
      ? id
      : type === "text"
        ? "x"
        : type.startsWith("timestamp")
          ? at.toISOString()
          : type === "jsonb"
            ? "{}"
            : 0;
  return { ...Object.fromEntries(columns.map((column) => [column.name, any(column)])), ...values };
}
