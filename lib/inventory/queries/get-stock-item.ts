import { connection } from "@/db/client";
import { type Actor, may } from "@/lib/actor";
import { addDays, type Day } from "@/lib/core/dates";
import { assert } from "@/lib/core/result";
import { isChinese } from "@/lib/i18n/rules/languages";
import { openStages } from "@/lib/orders/rules/stage";
import type { Stage } from "@/lib/orders/rules/state";
import { waitingUnits } from "../low-stock";
import { coverDays, type StockWarning, stockWarning } from "../rules/stock-warning";
import { soldUnits } from "../sold-units";

export type StockLevel = {
  code: string;
  name: string;
  active: boolean;
  onHand: number;
  reserved: number;
  damaged: number;
  qualityControl: number;
  incoming: number;
  available: number;
  bin: string;
};

/** An order that holds units of the item, or waits for some. */
export type StockClaim = {
  number: string;
  stage: Stage;
  customer: string;
  promisedAt: string | null;
  quantity: number;
  location: string | null;
};

export type StockItemPage = {
  id: string;
  sku: string;
  barcode: string | null;
  title: string;
  option: string;
  active: boolean;
  madeToOrder: boolean;
  backorderAllowed: boolean;
  unitCost: string | null;
  reorderPoint: number | null;
  reorderQuantity: number | null;
  levels: StockLevel[];
  /** Over open warehouses. */
  free: number;
  onHand: number;
  reserved: number;
  incoming: number;
  waiting: number;
  soldRecently: number;
  warning: StockWarning | null;
  holding: StockClaim[];
  holdingCount: number;
  waitingOrders: StockClaim[];
  waitingCount: number;
};

export const claimsShown = 6;

/** All that is known of one item's stock, by SKU in either case or barcode; null when there is none. */
export async function getStockItem(
  actor: Actor,
  typed: string,
  { language, today }: { language: string; today: Day },
): Promise<StockItemPage | null> {
  assert(may(actor, "stock.read"), `${actor.role} may not stock.read`);
  const { sql } = connection();
  const zh = isChinese(language);
  const stages = [...openStages];
  const [row] = await sql<Omit<StockItemPage, "warning">[]>`
    with item as (
      (select * from variants where upper(sku) = upper(${typed})) union all (select * from variants where barcode = ${typed}) limit 1
    ),
    level as (
      select l.code, l.active, l.priority, ${zh ? sql`coalesce(nullif(l.name_zh, ''), l.name)` : sql`l.name`} as name, s.*
      from item v join stock_levels s on s.variant_id = v.id join locations l on l.id = s.location_id
    ),
    holder as (
      select o.number, o.stage, o.contact_name as customer, o.promised_at, o.due_at, o.placed_at, r.quantity, l.code as location
      from item v join reservations r on r.variant_id = v.id join order_lines n on n.id = r.order_line_id
      join orders o on o.id = n.order_id join locations l on l.id = r.location_id
    ),
    waiter as (
      select o.number, o.stage, o.contact_name as customer, o.promised_at, o.due_at, o.placed_at, n.ordered - n.cancelled - n.shipped - n.reserved as quantity
      from item v join order_lines n on n.variant_id = v.id and n.stocked and n.shipped + n.cancelled < n.ordered
      join orders o on o.id = n.order_id and o.stage = any(${stages})
      where n.ordered - n.cancelled - n.shipped - n.reserved > 0
    )
    select v.id, v.sku, v.barcode, ${zh ? sql`coalesce(nullif(p.title_zh, ''), p.title)` : sql`p.title`} as title,
      ${zh ? sql`coalesce(nullif(v.title_zh, ''), v.title)` : sql`v.title`} as option, v.active, v.made_to_order as "madeToOrder",
      v.backorder_allowed as "backorderAllowed", trim_scale(v.unit_cost)::text as "unitCost", v.reorder_point as "reorderPoint", v.reorder_quantity as "reorderQuantity",
      coalesce((select jsonb_agg(jsonb_build_object('code', code, 'name', name, 'active', active, 'onHand', on_hand, 'reserved', reserved, 'damaged', damaged,
        'qualityControl', quality_control, 'incoming', incoming, 'available', available, 'bin', bin) order by active desc, priority, code) from level), '[]') as levels,
      coalesce((select sum(available) from level where active), 0)::int as free, coalesce((select sum(on_hand) from level where active), 0)::int as "onHand",
      coalesce((select sum(reserved) from level where active), 0)::int as reserved, coalesce((select sum(incoming) from level where active), 0)::int as incoming,
      coalesce((select sum(units) from (${waitingUnits(sql, sql`l.variant_id = (select id from item)`)}) w), 0)::int as waiting,
      coalesce((select units from (${soldUnits(sql, addDays(today, 1 - coverDays))}) u where variant_id = v.id), 0) as "soldRecently",
      (select count(*)::int from holder) as "holdingCount", (select count(*)::int from waiter) as "waitingCount",
      coalesce((select jsonb_agg(to_jsonb(h) - 'promised_at' - 'due_at' - 'placed_at' || jsonb_build_object('promisedAt', h.promised_at)) from (
        select * from holder order by due_at nulls last, placed_at, number limit ${claimsShown}) h), '[]') as holding,
      coalesce((select jsonb_agg(to_jsonb(w) - 'promised_at' - 'due_at' - 'placed_at' || jsonb_build_object('promisedAt', w.promised_at, 'location', null)) from (
        select * from waiter order by due_at nulls last, placed_at, number limit ${claimsShown}) w), '[]') as "waitingOrders"
    from item v join products p on p.id = v.product_id`;
  if (!row) return null;
  return { ...row, warning: row.active && !row.madeToOrder ? stockWarning(row) : null };
}
