import type { Check } from "./check";

/** What an order comes to: its total less what was given back of it. */
const comesTo = `o.total_minor + coalesce(
  (select sum(e.amount_minor) from sales_entries e where e.order_id = o.id and e.kind = 'refund'), 0)`;

/** What must hold of invoices, receipts and credit notes. */
export const documentChecks: readonly Check[] = [
  {
    name: "document-numbers-without-gap",
    sql: `
      select coalesce(d.kind, c.name) as kind, coalesce(d.documents, 0) as documents, coalesce(c.value, 0) as counted
      from (select kind, count(*) as documents from documents group by 1) d
      full join (select name, value from counters where name in ('invoice', 'receipt', 'credit_note')) c on c.name = d.kind
      where coalesce(d.documents, 0) <> coalesce(c.value, 0)`,
  },
  {
    name: "standing-document-says-what-order-comes-to",
    sql: `
      select d.number, o.number as order_number, o.currency, d.total_minor, d.credited_minor, ${comesTo} as order_minor
      from documents d join orders o on o.id = d.order_id
      where d.kind <> 'credit_note' and d.reversed_at is null and d.total_minor - d.credited_minor <> ${comesTo}`,
  },
  {
    name: "invoices-less-credit-notes-are-what-order-comes-to",
    sql: `
      select o.number, o.currency, d.invoiced, d.credited, case when d.stands then ${comesTo} else 0 end as order_minor
      from (
        select order_id, coalesce(sum(total_minor) filter (where kind = 'invoice'), 0) as invoiced,
               coalesce(sum(total_minor) filter (where kind = 'credit_note'), 0) as credited,
               bool_or(kind = 'invoice' and reversed_at is null) as stands
        from documents group by 1
      ) d
      join orders o on o.id = d.order_id
      where d.invoiced - d.credited <> case when d.stands then ${comesTo} else 0 end`,
  },
  {
    name: "document-is-what-it-says",
    sql: `
      select d.number, d.kind, d.total_minor, d.content->>'totalMinor' as says, d.credited_minor, coalesce(n.credited, 0) as credited
      from documents d
      left join (select corrects_id, sum(total_minor) as credited from documents group by 1) n on n.corrects_id = d.id
      where d.total_minor <> coalesce((d.content->>'totalMinor')::bigint, d.total_minor) or d.credited_minor <> coalesce(n.credited, 0)`,
  },
];
