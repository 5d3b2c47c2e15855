import { automationChecks } from "./automation-checks";
import { bulkChecks } from "./bulk-checks";
import type { Check } from "./check";
import { documentChecks } from "./document-checks";
import { exceptionChecks } from "./exception-checks";
import { lineageChecks } from "./lineage-checks";
import { promotionChecks } from "./promotion-checks";
import { returnChecks } from "./return-checks";
import { salesChecks } from "./sales-checks";
import { shippingChecks } from "./shipping-checks";
import { webhookChecks } from "./webhook-checks";

const states = ["on_hand", "reserved", "damaged", "quality_control", "incoming"] as const;

const stock: Check[] = [
  {
    name: "level-is-sum-of-movements",
    sql: `
      select coalesce(v.sku, m.variant_id::text, l.variant_id::text) as sku, p.code as location,
             ${states.map((state) => `coalesce(l.${state}, 0) as ${state}, coalesce(m.${state}, 0) as ${state}_moved`).join(", ")}
      from stock_levels l
      full join (
        select variant_id, location_id, ${states.map((state) => `sum(${state}_delta) as ${state}`).join(", ")}
        from stock_movements group by 1, 2
      ) m on m.variant_id = l.variant_id and m.location_id = l.location_id
      left join variants v on v.id = coalesce(l.variant_id, m.variant_id)
      left join locations p on p.id = coalesce(l.location_id, m.location_id)
      where ${states.map((state) => `coalesce(l.${state}, 0) <> coalesce(m.${state}, 0)`).join(" or ")}`,
  },
  {
    name: "level-never-oversold",
    sql: `
      select v.sku, p.code as location, l.on_hand, l.reserved, l.damaged, l.quality_control, l.incoming
      from stock_levels l join variants v on v.id = l.variant_id join locations p on p.id = l.location_id
      where l.on_hand < l.reserved::bigint + l.damaged + l.quality_control
         or least(l.on_hand, l.reserved, l.damaged, l.quality_control, l.incoming) < 0`,
  },
  {
    name: "level-reserved-is-sum-of-reservations",
    sql: `
      select coalesce(v.sku, r.variant_id::text) as sku, p.code as location, coalesce(l.reserved, 0) as reserved,
             coalesce(r.quantity, 0) as reservations
      from stock_levels l
      full join (select variant_id, location_id, sum(quantity) as quantity from reservations group by 1, 2) r
        on r.variant_id = l.variant_id and r.location_id = l.location_id
      left join variants v on v.id = coalesce(l.variant_id, r.variant_id)
      left join locations p on p.id = coalesce(l.location_id, r.location_id)
      where coalesce(l.reserved, 0) <> coalesce(r.quantity, 0)`,
  },
  {
    name: "reservation-on-live-line",
    sql: `
      select o.number, l.position as line, r.order_line_id, r.quantity as reserved, l.ordered - l.cancelled - l.shipped as to_ship
      from (
        select order_line_id, sum(quantity) as quantity, array_agg(distinct variant_id) as variants
        from reservations group by 1
      ) r
      left join order_lines l on l.id = r.order_line_id
      left join orders o on o.id = l.order_id
      where l.id is null or not l.stocked or r.variants <> array[l.variant_id]
         or r.quantity > l.ordered - l.cancelled - l.shipped or r.quantity <= 0
         or o.submitted_at is null or o.stage = 'cancelled'`,
  },
  {
    name: "line-reserved-is-sum-of-reservations",
    sql: `
      select o.number, l.position as line, l.reserved, coalesce(r.quantity, 0) as reservations
      from order_lines l
      join orders o on o.id = l.order_id
      left join (select order_line_id, sum(quantity) as quantity from reservations group by 1) r on r.order_line_id = l.id
      where l.reserved <> coalesce(r.quantity, 0)`,
  },
  {
    name: "reservation-is-sum-of-movements",
    sql: `
      select coalesce(r.order_line_id, m.order_line_id) as order_line_id, p.code as location,
             coalesce(r.quantity, 0) as reserved, coalesce(m.quantity, 0) as moved
      from reservations r
      full join (
        select order_line_id, location_id, sum(reserved_delta) as quantity
        from stock_movements where reserved_delta <> 0 group by 1, 2
      ) m on m.order_line_id = r.order_line_id and m.location_id = r.location_id
      left join locations p on p.id = coalesce(r.location_id, m.location_id)
      where coalesce(r.quantity, 0) <> coalesce(m.quantity, 0)`,
  },
];

const orders: Check[] = [
  {
    name: "line-counters-obey-their-chain",
    sql: `
      select o.number, l.position as line, l.ordered, l.cancelled, l.reserved, l.backordered, l.allocated, l.picked, l.packed,
             l.shipped, l.delivered, l.returned, l.restocked, l.refunded
      from order_lines l join orders o on o.id = l.order_id
      where not (0 <= l.delivered and l.delivered <= l.shipped and l.shipped <= l.packed and l.packed <= l.picked
                 and l.picked <= l.allocated and l.allocated <= l.ordered - l.cancelled and 0 <= l.cancelled)
         or l.reserved + l.backordered + l.shipped > l.ordered - l.cancelled or least(l.reserved, l.backordered) < 0
         or not (0 <= l.restocked and l.restocked <= l.returned and l.returned <= l.shipped)
         or l.refunded < 0 or l.refunded + l.cancelled > l.ordered
         or l.refunded_minor + l.cancelled_minor > greatest(l.total_minor, 0)`,
  },
  {
    name: "allocated-units-are-reserved",
    sql: `
      select o.number, l.position as line, l.allocated - l.shipped as in_house, l.reserved
      from order_lines l join orders o on o.id = l.order_id
      where l.stocked and l.allocated - l.shipped > l.reserved`,
  },
  {
    name: "held-means-open-hold",
    sql: `
      select o.number, o.held, count(h.id) as open_holds
      from orders o left join holds h on h.order_id = o.id and h.cleared_at is null
      group by o.id having o.held <> (count(h.id) > 0)`,
  },
  {
    name: "total-is-sum-of-parts",
    sql: `
      with lines as (
        select order_id, sum(total_minor - cancelled_minor) as total from order_lines group by 1
      )
      select o.number, o.currency, o.total_minor, coalesce(l.total, 0) as lines_minor, o.items_minor, o.discount_minor,
             o.shipping_minor, o.tax_minor
      from orders o left join lines l on l.order_id = o.id
      where not (o.submitted_at is null and o.rejected_at is not null) and (
            o.total_minor <> coalesce(l.total, 0) + o.shipping_minor + case when o.prices_include_tax then 0 else o.shipping_tax_minor end
         or o.total_minor <> o.items_minor - o.discount_minor + o.shipping_minor + case when o.prices_include_tax then 0 else o.tax_minor end)`,
  },
  {
    name: "total-is-sum-of-sales",
    sql: `
      select coalesce(o.number, e.order_id::text) as number, o.currency, o.total_minor, coalesce(e.amount, 0) as sales_minor
      from orders o
      full join (
        select order_id, sum(amount_minor) as amount, bool_or(currency <> first_currency) as mixed
        from (
          select order_id, amount_minor, currency, first_value(currency) over (partition by order_id) as first_currency
          from sales_entries where order_id is not null and kind in ('sale', 'cancellation', 'change')
        ) s group by 1
      ) e on e.order_id = o.id
      where o.id is null or e.mixed
         or coalesce(e.amount, 0) <> case when o.submitted_at is null then 0 else o.total_minor end`,
  },
  {
    name: "events-without-gap",
    sql: `
      select coalesce(o.number, e.order_id::text) as number, o.version, e.events, e.first, e.last, e.in_outbox
      from orders o
      full join (
        select e.order_id, count(*) as events, min(e.seq) as first, max(e.seq) as last, count(x.id) as in_outbox
        from order_events e left join outbox x on x.order_id = e.order_id and x.seq = e.seq
        group by 1
      ) e on e.order_id = o.id
      where o.id is null or e.events is null or e.first <> 1 or e.last <> e.events or o.version <> e.events or e.in_outbox <> e.events`,
  },
  {
    name: "outbox-has-events",
    sql: `
      select x.id, x.order_id, x.seq
      from outbox x left join order_events e on e.order_id = x.order_id and e.seq = x.seq where e.seq is null`,
  },
  {
    name: "external-id-unique",
    sql: `
      select c.code as channel, o.external_id, count(*) as orders
      from orders o join channels c on c.id = o.channel_id
      where o.external_id is not null group by 1, 2 having count(*) > 1`,
  },
  {
    name: "order-of-customer-who-stays",
    sql: `
      select o.number, c.number as customer, i.number as merged_into
      from orders o join customers c on c.id = o.customer_id join customers i on i.id = c.merged_into_id`,
  },
  {
    name: "order-can-be-found",
    sql: `
      select o.number, o.placed_at, s.placed_at as found_at
      from orders o left join order_search s on s.order_id = o.id where s.placed_at is distinct from o.placed_at`,
  },
  {
    name: "shipments-match-counters",
    sql: `
      with sent as (
        select s.order_id, l.order_line_id,
               sum(l.quantity) filter (where s.status <> 'cancelled') as allocated,
               sum(l.picked) filter (where s.status <> 'cancelled') as picked,
               sum(l.packed) filter (where s.status <> 'cancelled') as packed,
               sum(l.quantity) filter (where s.status in ('shipped', 'in_transit', 'out_for_delivery', 'delivered', 'failed', 'returned_to_sender')) as shipped,
               sum(l.quantity) filter (where s.status = 'delivered') as delivered
        from shipments s join shipment_lines l on l.shipment_id = s.id
        group by 1, 2
      )
      select o.number, l.position as line, l.allocated, s.allocated as on_shipments, l.picked, s.picked as picked_on_shipments,
             l.packed, s.packed as packed_on_shipments, l.shipped, s.shipped as shipped_on_shipments, l.delivered,
             s.delivered as delivered_on_shipments
      from order_lines l
      join orders o on o.id = l.order_id and exists (select 1 from shipments x where x.order_id = o.id)
      full join sent s on s.order_line_id = l.id
      where l.id is null or s.order_id <> l.order_id
         or l.allocated <> coalesce(s.allocated, 0) or l.picked <> coalesce(s.picked, 0) or l.packed <> coalesce(s.packed, 0)
         or l.shipped <> coalesce(s.shipped, 0) or l.delivered <> coalesce(s.delivered, 0)`,
  },
];

const paymentSums = `
  sum(case when type in ('authorise', 'move_in') then amount_minor when type in ('void', 'move_out') then -amount_minor else 0 end) as authorised,
  sum(case when type in ('capture', 'move_in') then amount_minor when type = 'move_out' then -amount_minor else 0 end) as captured,
  sum(case type when 'move_in' then amount_minor when 'move_out' then -amount_minor else 0 end) as moved,
  sum(case type when 'refund_claim' then amount_minor when 'refund_release' then -amount_minor when 'refund' then -amount_minor else 0 end) as pending,
  sum(case type when 'refund' then amount_minor else 0 end) as refunded`;

const money: Check[] = [
  {
    name: "payment-is-sum-of-entries",
    sql: `
      select o.number, coalesce(p.id, e.payment_id) as payment, p.authorised_minor, e.authorised, p.captured_minor, e.captured,
             p.refund_pending_minor, e.pending, p.refunded_minor, e.refunded, p.moved_minor, e.moved
      from payments p
      full join (select payment_id, ${paymentSums} from payment_entries group by 1) e on e.payment_id = p.id
      left join orders o on o.id = p.order_id
      where p.id is null
         or p.authorised_minor <> coalesce(e.authorised, 0) or p.captured_minor <> coalesce(e.captured, 0)
         or p.refund_pending_minor <> coalesce(e.pending, 0) or p.refunded_minor <> coalesce(e.refunded, 0)
         or p.moved_minor <> coalesce(e.moved, 0)
         or not (0 <= p.refunded_minor and 0 <= p.refund_pending_minor
                 and p.refunded_minor + p.refund_pending_minor <= p.captured_minor and p.captured_minor <= p.authorised_minor)`,
  },
  {
    name: "order-money-is-sum-of-payments",
    sql: `
      select o.number, o.currency, o.authorised_minor, o.paid_minor, o.refunded_minor, p.authorised, p.captured, p.refunded
      from orders o
      left join (
        select order_id, sum(authorised_minor) as authorised, sum(captured_minor) as captured, sum(refunded_minor) as refunded,
               array_agg(distinct currency) as currencies
        from payments group by 1
      ) p on p.order_id = o.id
      where o.authorised_minor <> coalesce(p.authorised, 0) or o.paid_minor <> coalesce(p.captured, 0)
         or o.refunded_minor <> coalesce(p.refunded, 0) or p.currencies <> array[o.currency]`,
  },
  {
    name: "refund-matches-its-entries",
    sql: `
      select coalesce(r.number, e.refund_id::text) as number, r.status, r.amount_minor, e.claimed, e.released, e.refunded
      from refunds r
      full join (
        select refund_id, min(payment_id::text)::uuid as payment_id,
               coalesce(sum(amount_minor) filter (where type = 'refund_claim'), 0) as claimed,
               coalesce(sum(amount_minor) filter (where type = 'refund_release'), 0) as released,
               coalesce(sum(amount_minor) filter (where type = 'refund'), 0) as refunded
        from payment_entries where refund_id is not null group by 1
      ) e on e.refund_id = r.id
      where r.id is null or e.refund_id is null or e.payment_id <> r.payment_id or e.claimed <> r.amount_minor
         or e.refunded <> case when r.status = 'succeeded' then r.amount_minor else 0 end
         or e.released <> case when r.status in ('failed', 'declined') then r.amount_minor else 0 end`,
  },
  {
    name: "refund-is-sum-of-parts",
    sql: `
      select r.number, r.currency, r.amount_minor, r.shipping_minor, coalesce(p.amount, 0) as lines_minor
      from refunds r
      left join lateral (
        select sum((part->>'amountMinor')::bigint) as amount from jsonb_array_elements(r.lines) part
      ) p on true
      where r.shipping_minor + coalesce(p.amount, 0) not in (0, r.amount_minor)`,
  },
  {
    name: "line-refunds-are-sum-of-refunds",
    sql: `
      select o.number, l.position as line, l.refunded, coalesce(r.units, 0) as units, l.refunded_minor, coalesce(r.amount, 0) as amount
      from order_lines l
      join orders o on o.id = l.order_id
      left join (
        select (part->>'lineId')::uuid as line_id, sum((part->>'quantity')::int) as units, sum((part->>'amountMinor')::bigint) as amount
        from refunds r cross join jsonb_array_elements(r.lines) part where r.status = 'succeeded' group by 1
      ) r on r.line_id = l.id
      where (l.refunded <> coalesce(r.units, 0) or l.refunded_minor <> coalesce(r.amount, 0))
        and not (o.stage = 'cancelled' and l.refunded = 0 and l.refunded_minor = 0)`,
  },
  {
    name: "credit-note-is-sum-of-lines",
    sql: `
      select c.number, c.currency, c.amount_minor, coalesce(l.amount, 0) as lines_minor, c.matched_minor
      from credit_notes c
      left join (select credit_note_id, sum(amount_minor) as amount from credit_note_lines group by 1) l on l.credit_note_id = c.id
      where c.amount_minor <> coalesce(l.amount, 0) or c.matched_minor not between least(c.amount_minor, 0) and greatest(c.amount_minor, 0)`,
  },
];

const plumbing: Check[] = [
  {
    name: "no-job-past-its-lease",
    sql: `
      select name, id, started_on, expire_seconds, heartbeat_on
      from jobs.job
      where state = 'active' and (
            started_on + make_interval(secs => expire_seconds) < now() - interval '2 minutes'
         or heartbeat_on + make_interval(secs => heartbeat_seconds) < now() - interval '2 minutes')`,
  },
];

/** DESIGN's list of what must always hold, as far as SQL can say it. */
export const checks: readonly Check[] = [
  ...stock,
  ...orders,
  ...salesChecks,
  ...money,
  ...lineageChecks,
  ...returnChecks,
  ...bulkChecks,
  ...documentChecks,
  ...exceptionChecks,
  ...automationChecks,
  ...webhookChecks,
  ...shippingChecks,
  ...promotionChecks,
  ...plumbing,
];
