import type postgres from "postgres";
import { connection } from "@/db/client";
import { type Actor, may } from "@/lib/actor";
import type { Day, DayRange } from "@/lib/core/dates";
import type { Minor } from "@/lib/core/money";
import { assert } from "@/lib/core/result";
import { isChinese } from "@/lib/i18n/rules/languages";
import { type KeyPage, pageOf, readDirection } from "@/lib/list/keyset";
import type { ListState } from "@/lib/list/params";
import type { BuyerKind } from "../rules/buyers";
import { type BehindMeasure, entriesOfMeasure, isCostMeasure } from "../rules/costs";
import type { HourOfDay } from "../rules/hours";

import {
  amountOfEntry,
  amountOfRow,
  customerOf,
  customerSalesOf,
  firstOrderDay,
  hourOfEntry,
  itemSalesOf,
  reasonSalesOf,
  type SalesFilter,
  salesOf,
  staffSalesOf,
  takenBy,
} from "../sales-base";

/** Which figure the rows add up to. */
export type Behind = SalesFilter & {
  range: DayRange;
  currency: string;
  measure: BehindMeasure;
  /** Any SKU of the product; empty: what belongs to no item. */
  item?: string;
  /** One variant of it. */
  sku?: string;
  category?: string;
  /** Its id; empty: nobody known. */
  customer?: string;
  /** Customers whose first order lies in the range, or before it. */
  buyers?: BuyerKind;
  /** The name of who took the order. */
  staff?: string;
  /** Why it was cancelled or given back; empty: nobody said. */
  reason?: string;
  /** Of a range of one day. */
  hour?: HourOfDay;
};

/** What one order or credit note did to the figure on one day. */
export type BehindRow = {
  day: Day;
  document: string;
  number: string;
  isOrder: boolean;
  customer: string;
  channel: string;
  country: string;
  kinds: string[];
  quantity: number;
  amount: Minor;
};

/** The sums are of all rows; units are those of the report's own figure. */
export type BehindPage = KeyPage<BehindRow> & { total: Minor; units: number };

/** The orders and credit notes behind a figure, newest day first, with the figure itself as the sum of them all. */
export async function listOrdersBehind(
  actor: Actor,
  behind: Behind,
  state: Pick<ListState, "after" | "before">,
  language: string,
  limit = 50,
): Promise<BehindPage> {
  assert(may(actor, "reports.read"), `${actor.role} may not reports.read`);
  assert(!isCostMeasure(behind.measure) || may(actor, "reports.cost"), `${actor.role} may not reports.cost`);
  const { sql } = connection();
  const direction = readDirection(state, "day");
  const { key, back } = direction;
  const beyond = !key
    ? sql``
    : back
      ? sql`and (e.business_day, coalesce(e.order_id, e.credit_note_id)) > (${key.value}, ${key.id}::uuid)`
      : sql`and (e.business_day, coalesce(e.order_id, e.credit_note_id)) < (${key.value}, ${key.id}::uuid)`;
  const way = back ? sql`asc` : sql`desc`;
  type Found = Omit<BehindRow, "amount"> & { amount: string; total: string; units: number };
  const found = await sql<Found[]>`
    with whole as (${totalOf(sql, behind)}),
    page as (
      select e.business_day as day, coalesce(e.order_id, e.credit_note_id) as document, sum(${amountOfEntry(sql, behind.measure)})::text as amount, ${unitsOf(sql, behind.measure)} as quantity,
        array_agg(distinct e.kind) as kinds, min(e.country) as country, (array_agg(e.channel_id))[1] as channel_id
      from sales_entries e
      where ${entriesOf(sql, behind)} ${beyond}
      group by 1, 2 order by 1 ${way}, 2 ${way} limit ${limit + 1}
    )
    select w.total::text, w.units, p.day, p.document, p.amount, p.quantity, p.kinds, p.country, o.id is not null as "isOrder",
      coalesce(o.number, n.number) as number, coalesce(o.contact_name, s.name, '') as customer,
      ${isChinese(language) ? sql`coalesce(nullif(c.name_zh, ''), c.name)` : sql`c.name`} as channel
    from whole w left join page p on true
    left join orders o on o.id = p.document left join credit_notes n on n.id = p.document left join customers s on s.id = n.customer_id
    left join channels c on c.id = p.channel_id
    order by p.day ${way}, p.document ${way}`;
  const page = pageOf(
    found.filter((row) => row.document !== null),
    limit,
    direction,
    (row) => ({ value: row.day, id: row.document }),
  );
  return {
    ...page,
    rows: page.rows.map(({ total: _, units: __, amount, ...row }) => ({ ...row, amount: BigInt(amount) })),
    total: BigInt(found[0]?.total ?? 0),
    units: found[0]?.units ?? 0,
  };
}

function measuring(sql: postgres.ISql, measure: BehindMeasure): postgres.Fragment {
  const { kinds, components } = entriesOfMeasure(measure);
  return sql`kind = any(${[...kinds]}) and component = any(${[...components]})`;
}

// Units sold are told as the reports count them: what came back is not taken off, and is counted where it is asked for.
function unitsOf(sql: postgres.ISql, measure: BehindMeasure): postgres.Fragment {
  const back = measure === "refunds" || measure === "takenBack";
  return sql`coalesce(sum(quantity) ${back ? sql`` : sql`filter (where kind <> 'refund')`}, 0)::int`;
}

function variantsOf(sql: postgres.ISql, sku: string): postgres.Fragment {
  return sql`variant_id in (select v.id from variants v where v.product_id = (select product_id from variants where upper(sku) = upper(${sku})))`;
}

function variantOf(sql: postgres.ISql, sku: string): postgres.Fragment {
  return sql`variant_id = (select id from variants where upper(sku) = upper(${sku}))`;
}

function entriesOf(
  sql: postgres.ISql,
  { range, currency, measure, channel, country, item, sku, category, customer, buyers, staff, reason, hour }: Behind,
): postgres.Fragment {
  return sql`
    e.business_day >= ${range.from} and e.business_day < ${range.to} and e.currency = ${currency} and ${measuring(sql, measure)}
    ${channel === undefined ? sql`` : sql`and e.channel_id = (select id from channels where code = ${channel})`}
    ${country === undefined ? sql`` : sql`and e.country = ${country}`}
    ${item === undefined ? sql`` : item === "" ? sql`and e.variant_id is null` : sql`and ${variantsOf(sql, item)}`}
    ${sku === undefined ? sql`` : sql`and ${variantOf(sql, sku)}`}
    ${category === undefined ? sql`` : sql`and e.variant_id in (select v.id from variants v join products p on p.id = v.product_id where p.category = ${category})`}
    ${customer === undefined ? sql`` : ofCustomer(sql, customer)}
    ${buyers === undefined ? sql`` : sql`and ${customerOf(sql)} is not null and ${ofBuyers(sql, buyers, customerOf(sql), range)}`}
    ${staff === undefined ? sql`` : sql`and coalesce(${takenBy(sql)}, '') = ${staff}`}
    ${reason === undefined ? sql`` : sql`and e.reason = ${reason}`}
    ${hour === undefined ? sql`` : sql`and ${hourOfEntry(sql, hour)} = ${hour.index}`}`;
}

function ofCustomer(sql: postgres.ISql, customer: string): postgres.Fragment {
  if (customer === "") return sql`and ${customerOf(sql)} is null`;
  return sql`and (e.order_id in (select id from orders where customer_id = ${customer})
    or e.order_id is null and e.credit_note_id in (select id from credit_notes where customer_id = ${customer}))`;
}

// Who has no order but a credit note bought before these books begin.
function ofBuyers(
  sql: postgres.ISql,
  buyers: BuyerKind,
  customer: postgres.Fragment,
  range: DayRange,
): postgres.Fragment {
  return sql`coalesce(${firstOrderDay(sql, customer)}, '') ${buyers === "new" ? sql`>=` : sql`<`} ${range.from}`;
}

// The sum comes from where the report took it, so that the header cannot say anything else.
function totalOf(sql: postgres.ISql, behind: Behind): postgres.Fragment {
  const { range, currency, measure, item, sku, channel, country, category, customer, buyers, staff, reason, hour } =
    behind;
  const narrowed = [item, sku, category, customer, buyers, staff, hour].some((each) => each !== undefined);
  const units = sql`${unitsOf(sql, measure)} as units`;
  if (!narrowed && reason !== undefined && !isCostMeasure(measure)) {
    return sql`select coalesce(sum(${amountOfRow(sql, measure)}), 0) as total, ${units} from (${reasonSalesOf(sql, range, { channel, country })}) b
      where currency = ${currency} and ${measuring(sql, measure)} and reason = ${reason}`;
  }
  if (!narrowed && reason === undefined) {
    return sql`select coalesce(sum(${amountOfRow(sql, measure)}), 0) as total, ${units} from (${salesOf(sql, range, { channel, country })}) b
      where currency = ${currency} and ${measuring(sql, measure)}`;
  }
  if (
    (item || sku) &&
    buyers === undefined &&
    country === undefined &&
    (measure === "items" || isCostMeasure(measure))
  ) {
    return sql`select coalesce(sum(${amountOfRow(sql, measure)}), 0) as total, ${units} from (${itemSalesOf(sql, range, { channel })}) b
      where currency = ${currency} and ${sku === undefined ? variantsOf(sql, item ?? "") : variantOf(sql, sku)}`;
  }
  const others = [item, sku, category, reason, hour].some((each) => each !== undefined);
  const person = customer ?? staff;
  if (!others && person === undefined && buyers !== undefined && measure !== "tax" && measure !== "shipping") {
    return sql`select coalesce(sum(amount), 0) as total, coalesce(sum(quantity), 0)::int as units from (
      select key, sum(${amountOfRow(sql, measure)}) as amount, ${unitsOf(sql, measure)} as quantity
      from (${customerSalesOf(sql, range, { channel, country })}) b
      where currency = ${currency} and ${measuring(sql, measure)} and key <> '' group by 1) k
      where ${ofBuyers(sql, buyers, sql`key::uuid`, range)}`;
  }
  if (
    !others &&
    person !== undefined &&
    buyers === undefined &&
    (customer === undefined || staff === undefined) &&
    measure !== "tax" &&
    measure !== "shipping"
  ) {
    const base = customer === undefined ? staffSalesOf : customerSalesOf;
    return sql`select coalesce(sum(${amountOfRow(sql, measure)}), 0) as total, ${units} from (${base(sql, range, { channel, country })}) b
      where currency = ${currency} and ${measuring(sql, measure)} and key = ${person}`;
  }
  return sql`select coalesce(sum(${amountOfEntry(sql, measure)}), 0) as total, ${units} from sales_entries e where ${entriesOf(sql, behind)}`;
}
