import type postgres from "postgres";
import type { Mutant } from "./mutant.ts";

type Found = { kind: string; name: string; on: string; removed: string; sql: string };

/** Every CHECK, unique key and trigger of the schema as it is: a new one is in the list by itself. */
export async function schemaMutants(sql: postgres.Sql): Promise<Mutant[]> {
  const found = await sql<Found[]>`
    select 'check' as kind, conname as name, conrelid::regclass::text as on, pg_get_constraintdef(oid) as removed,
      format('alter table %s drop constraint %I', conrelid::regclass, conname) as sql
    from pg_constraint where contype = 'c' and connamespace = 'public'::regnamespace and conrelid <> 0
    union all
    select 'unique', c.relname, i.indrelid::regclass::text,
      pg_get_indexdef(i.indexrelid),
      case when k.conname is null then format('drop index %I', c.relname)
        else format('alter table %s drop constraint %I cascade', i.indrelid::regclass, k.conname) end
    from pg_index i
    join pg_class c on c.oid = i.indexrelid
    left join pg_constraint k on k.conindid = i.indexrelid and k.contype in ('p', 'u')
    where i.indisunique and c.relnamespace = 'public'::regnamespace
      -- A key of one generated id guards nothing anybody could send.
      and not (i.indisprimary and i.indnatts = 1)
    union all
    select 'trigger', t.tgname, t.tgrelid::regclass::text, pg_get_triggerdef(t.oid),
      format('drop trigger %I on %s', t.tgname, t.tgrelid::regclass)
    from pg_trigger t join pg_class c on c.oid = t.tgrelid
    where not t.tgisinternal and c.relnamespace = 'public'::regnamespace
    order by 1, 2`;
  return found.map(({ kind, name, on, removed, sql: statement }) => ({
    id: `${kind} ${name}`,
    removed: `${on}: ${removed}`,
    areas: ["db", areaOf(on)],
    sql: statement,
  }));
}

const areas: readonly (readonly [RegExp, string])[] = [
  [/^(orders|order_|holds|outbox)/, "lib/orders"],
  [/^(payment|refunds)/, "lib/payments"],
  [/^(shipment|waves)/, "lib/fulfilment"],
  [/^(tracking)/, "lib/tracking"],
  [/^(stock_|reservations|locations)/, "lib/inventory"],
  [/^(variant|products)/, "lib/catalog"],
  [/^(customer)/, "lib/customers"],
  [/^(channel)/, "lib/channels"],
  [/^(document|credit_note)/, "lib/documents"],
  [/^(sales_)/, "lib/reports"],
  [/^(bulk)/, "lib/bulk"],
  [/^(automation)/, "lib/automation"],
  [/^(webhook)/, "lib/webhooks"],
  [/^(import)/, "lib/imports"],
  [/^(saved_views)/, "lib/views"],
  [/^(staff|audit|api_keys)/, "lib/staff"],
  [/^(idempotency)/, "lib/api"],
];

function areaOf(table: string): string {
  return areas.find(([pattern]) => pattern.test(table.replaceAll('"', "")))?.[1] ?? "lib/settings";
}
