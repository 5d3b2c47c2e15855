import type { Check, PromiseName } from "./check";

const dailyKey = ["business_day", "channel_id", "country", "currency", "kind", "component"];
const spanMeasures = ["quantity", "amount_minor", "discount_minor", "cost_minor", "uncosted_minor"];
const dailyVariantKey = ["business_day", "variant_id", "channel_id", "currency", "kind"];

function rollUpCheck(
  name: PromiseName,
  table: string,
  key: string[],
  sums: Record<string, string>,
  where: string,
): Check {
  const measures = Object.keys(sums);
  return {
    name,
    sql: `
      select ${key.map((column) => `coalesce(d.${column}, e.${column}) as ${column}`).join(", ")},
             ${measures.map((measure) => `coalesce(d.${measure}, 0) as ${measure}, coalesce(e.${measure}, 0) as ${measure}_entries`).join(", ")}
      from ${table} d
      full join (
        select ${key.join(", ")}, ${measures.map((measure) => `sum(${sums[measure]}) as ${measure}`).join(", ")}
        from sales_entries where id not in (select entry_id from sales_tail) ${where} group by ${key.join(", ")}
      ) e on ${key.map((column) => `e.${column} = d.${column}`).join(" and ")}
      where ${measures.map((measure) => `coalesce(d.${measure}, 0) <> coalesce(e.${measure}, 0)`).join(" or ")}`,
  };
}

/** Whoever's order it is now: the check asks the orders themselves. */
function peopleCheck(name: PromiseName, table: string, column: string, person: string): Check {
  const key = [column, "business_day", "channel_id", "country", "currency", "kind"];
  const sums: Record<string, string> = {
    quantity: "e.quantity",
    goods_minor: "case when e.component = 'merchandise' then e.amount_minor else 0 end",
    discount_minor: "case when e.component = 'discount' then e.amount_minor else 0 end",
    charges_minor: "case when e.component in ('shipping', 'fee') then e.amount_minor else 0 end",
    cost_minor: "e.cost_minor",
    uncosted_minor: "case when e.uncosted then e.amount_minor else 0 end",
    order_count: "e.order_delta",
  };
  const measures = Object.keys(sums);
  return {
    name,
    sql: `
      select ${key.map((each) => `coalesce(d.${each}, s.${each}) as ${each}`).join(", ")},
             ${measures.map((measure) => `coalesce(d.${measure}, 0) as ${measure}, coalesce(s.${measure}, 0) as ${measure}_entries`).join(", ")}
      from ${table} d
      full join (
        select ${person} as ${column}, e.business_day, e.channel_id, e.country, e.currency, e.kind,
               ${measures.map((measure) => `sum(${sums[measure]}) as ${measure}`).join(", ")}
        from sales_entries e left join orders o on o.id = e.order_id
        left join credit_notes n on n.id = e.credit_note_id and e.order_id is null
        where e.id not in (select entry_id from sales_tail) group by 1, 2, 3, 4, 5, 6
      ) s on ${key.map((each) => `s.${each} = d.${each}`).join(" and ")}
      where ${measures.map((measure) => `coalesce(d.${measure}, 0) <> coalesce(s.${measure}, 0)`).join(" or ")}`,
  };
}

const nobody = "00000000-0000-0000-0000-000000000000";

const sent = `
  select o.channel_id, o.currency, l.variant_id, p.quantity as units
  from shipments s join orders o on o.id = s.order_id
  join shipment_lines p on p.shipment_id = s.id join order_lines l on l.id = p.order_line_id
  where s.shipped_at is not null and s.status <> 'cancelled'`;

/** Days are left out of it: they were the shop's when they were rolled up, and the shop may have moved since. */
function shippedCheck(table: string, key: readonly string[]): string {
  const columns = key.join(", ");
  return `
    select '${table}' as roll_up, s.* from (
      select ${columns}, sum(units) as off from (
        select ${columns}, units from ${table}
        union all select ${columns}, units from shipped_not_rolled_up
        union all select ${columns}, -units from (${sent}) l
      ) u group by ${columns} having sum(units) <> 0
    ) s`;
}

/** What the roll-ups of sales promise. */
export const salesChecks: Check[] = [
  {
    name: "rolled-up-entries-are-counted",
    sql: `select r.entries, counted.entries as found
      from (select count(*) as entries from sales_entries where id not in (select entry_id from sales_tail)) counted
      left join sales_rolled r on true where r.entries is distinct from counted.entries`,
  },
  peopleCheck(
    "daily-customer-sales-are-sum-of-entries",
    "sales_daily_customers",
    "customer_id",
    `coalesce(case when e.order_id is null then n.customer_id else o.customer_id end, '${nobody}'::uuid)`,
  ),
  peopleCheck("daily-staff-sales-are-sum-of-entries", "sales_daily_staff", "staff", "coalesce(o.created_by, '')"),
  rollUpCheck(
    "daily-sales-are-sum-of-entries",
    "sales_daily",
    dailyKey,
    {
      quantity: "quantity",
      amount_minor: "amount_minor",
      cost_minor: "cost_minor",
      uncosted_minor: "case when uncosted then amount_minor else 0 end",
      order_count: "order_delta",
    },
    "",
  ),
  rollUpCheck(
    "daily-item-sales-are-sum-of-entries",
    "sales_daily_variants",
    dailyVariantKey,
    {
      quantity: "quantity",
      amount_minor: "amount_minor",
      discount_minor: "case when component = 'discount' then amount_minor else 0 end",
      cost_minor: "cost_minor",
      uncosted_minor: "case when uncosted then amount_minor else 0 end",
    },
    "and variant_id is not null and component in ('merchandise', 'discount')",
  ),
  {
    name: "item-spans-are-sum-of-days",
    sql: `
      select coalesce(s.span, d.span) as span, coalesce(s.variant_id, d.variant_id) as variant_id, ${spanMeasures.map((each) => `s.${each}, d.${each} as ${each}_days`).join(", ")}
      from sales_span_variants s
      full join (
        select span, variant_id, currency, kind, ${spanMeasures.map((each) => `sum(${each}) as ${each}`).join(", ")}
        from sales_daily_variants cross join lateral unnest(ch_spans(business_day)) span group by 1, 2, 3, 4
      ) d on d.span = s.span and d.variant_id = s.variant_id and d.currency = s.currency and d.kind = s.kind
      where ${spanMeasures.map((each) => `coalesce(s.${each}, 0) <> coalesce(d.${each}, 0)`).join(" or ")}`,
  },
  {
    name: "shipped-units-are-those-of-parcels",
    sql: `
      select roll_up, off from (${shippedCheck("shipped_daily", ["channel_id", "currency"])}) a
      union all
      select roll_up, off from (${shippedCheck("shipped_daily_variants", ["variant_id", "channel_id", "currency"])}) b where variant_id is not null`,
  },
  rollUpCheck(
    "daily-reasons-are-sum-of-entries",
    "sales_daily_reasons",
    [...dailyKey, "reason"],
    { quantity: "quantity", amount_minor: "amount_minor", case_count: "case_delta" },
    "and kind in ('cancellation', 'refund')",
  ),
];
