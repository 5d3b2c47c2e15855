import type postgres from "postgres";
import { undeliverable } from "@/db/schema/orders";
import { waitingCodes } from "@/lib/channels/waiting-codes";
import { weightToSend } from "@/lib/shipping/load-consignments";
import { clockStages, hoursAhead, longestAhead } from "./rules/promise-clock";
import type { SubjectKind, WatchedType } from "./rules/types";

export type Moment = { now: Date; waitHours: number };
type Cause = {
  subject: SubjectKind;
  /**
   * One row for each cause that is there now: key, order_id, facts, since and due. Facts hold what was seen and no age,
   * so that they change when something did. Every source is reached by an index of its open few.
   */
  rows: (sql: postgres.ISql, moment: Moment) => postgres.Fragment;
};

const unshipped = ["awaiting_payment", "review", "backordered", "ready"];
const undecided = ["awaiting_payment", "review"];
const approved = ["backordered", "ready", "picking", "packing", "partly_shipped"];

/** How long after a parcel left, or a mail failed, somebody would still go after it. */
const rememberedDays = 60;

const ago = ({ now }: Moment, hours: number) => new Date(now.getTime() - hours * 3_600_000).toISOString();

/** Each type's causes, as SQL. */
export const causes: Readonly<Record<WatchedType, Cause>> = {
  stock_short: {
    subject: "order",
    rows: (sql) => sql`
      select o.id::text as key, o.id as order_id, o.approved_at as since, null::timestamptz as due, jsonb_build_object(
        'lines', jsonb_agg(jsonb_build_object('sku', l.sku, 'title', l.title, 'missing', l.ordered - l.cancelled - l.shipped - l.reserved) order by l.position),
        'expectedAt', max(l.expected_at)) as facts
      from order_lines l ${itsOrder(sql, sql`l.order_id`)}
      where l.stocked and l.ordered - l.cancelled - l.shipped > l.reserved and o.approved_at is not null and o.stage = any(${approved})
      group by o.id, o.approved_at`,
  },
  address_undeliverable: {
    subject: "order",
    rows: (sql) => sql`
      select o.id::text as key, o.id as order_id, o.placed_at as since, null::timestamptz as due,
        jsonb_build_object('missing', to_jsonb(a.missing), 'phone', a.phone, 'country', coalesce(o.ship_to ->> 'country', '')) as facts
      from (select * from orders where ${sql.unsafe(undeliverable)}) o
      cross join lateral (
        select case when jsonb_typeof(o.ship_to) is distinct from 'object' then array['address'] else array_remove(array[
            case when btrim(coalesce(o.ship_to ->> 'name', '')) = '' then 'name' end,
            case when btrim(coalesce(o.ship_to ->> 'line1', '')) = '' then 'line1' end,
            case when btrim(coalesce(o.ship_to ->> 'city', '')) = '' then 'city' end,
            case when coalesce(o.ship_to ->> 'country', '') = '' then 'country' end,
            case when o.ship_to ->> 'country' = 'CN' and btrim(coalesce(o.ship_to ->> 'district', '')) = '' then 'district' end], null) end as missing,
          -- A number is only called malformed while it is the one that the review saw.
          (select c -> 'facts' ->> 'phone' from jsonb_array_elements(o.review -> 'checks') c
           where c ->> 'check' = 'phone_malformed' and c ->> 'result' in ('stop', 'warn')
             and c -> 'facts' ->> 'phone' = coalesce(o.contact_phone, o.ship_to ->> 'phone') limit 1) as phone
      ) a
      -- Looked up for each of the few: as a condition PostgreSQL would join it, by reading all lines there are.
      cross join lateral (select 1 from order_lines l where l.order_id = o.id and l.ships and l.cancelled < l.ordered limit 1) l
      where a.missing <> '{}' or a.phone is not null`,
  },
  payment_late: {
    subject: "order",
    rows: (sql, moment) => sql`
      select o.id::text as key, o.id as order_id, coalesce(o.delivered_at, o.placed_at) as since, null::timestamptz as due, ${owed(sql)} as facts
      from orders o
      where o.paid_minor = 0 and o.total_minor > 0 and (
            (o.stage = 'awaiting_payment' and o.placed_at < ${ago(moment, moment.waitHours)})
         or (o.stage = 'delivered' and o.delivered_at < ${ago(moment, moment.waitHours)}))`,
  },
  payment_short: {
    subject: "order",
    rows: (sql) => sql`
      select o.id::text as key, o.id as order_id, o.placed_at as since, null::timestamptz as due, ${owed(sql)} as facts
      from orders o
      where o.stage = any(${[...unshipped, "picking", "packing", "partly_shipped", "delivered"]})
        and o.paid_minor > 0 and o.paid_minor < o.total_minor`,
  },
  payment_in_doubt: {
    subject: "payment",
    rows: (sql, moment) => sql`
      select p.id::text as key, o.id as order_id, p.created_at as since, null::timestamptz as due, jsonb_build_object(
        'provider', p.provider, 'currency', p.currency, 'amountMinor', (case when p.authorised_minor = 0 then o.total_minor - o.paid_minor else p.authorised_minor - p.captured_minor end)::text,
        'answered', p.authorised_minor > 0,
        'place', (select count(*) from payments q where q.order_id = p.order_id and (q.created_at, q.id) <= (p.created_at, p.id))) as facts
      from payments p ${itsOrder(sql, sql`p.order_id`)}
      where p.created_at < ${ago(moment, moment.waitHours)}
        and (p.captured_minor < p.authorised_minor or (p.authorised_minor = 0 and p.provider <> 'manual' and p.provider_ref is null))
        and (p.authorised_minor > 0 or (o.stage <> 'cancelled' and o.paid_minor < o.total_minor and (
          select e.seq from order_events e where e.order_id = o.id and e.type = 'payment.failed' and e.data ->> 'paymentId' = p.id::text limit 1) is null))`,
  },
  refund_in_doubt: {
    subject: "refund",
    rows: (sql, moment) => sql`
      select r.id::text as key, r.order_id, coalesce(r.approved_at, r.requested_at) as since, null::timestamptz as due, ${refund(sql)} as facts
      from refunds r where r.status in ('approved', 'in_doubt') and coalesce(r.approved_at, r.requested_at) < ${ago(moment, moment.waitHours)}`,
  },
  refund_failed: {
    subject: "refund",
    rows: (sql) => sql`
      select r.id::text as key, r.order_id, coalesce(r.settled_at, r.requested_at) as since, null::timestamptz as due, ${refund(sql)} as facts
      from refunds r
      where r.status = 'failed' and not exists (
        select 1 from refunds later where later.order_id = r.order_id and later.requested_at > r.requested_at and later.status <> 'failed')`,
  },
  promise_in_danger: {
    subject: "order",
    rows: (sql, moment) => sql`
      select o.id::text as key, o.id as order_id, o.promised_at - make_interval(hours => c.hours) as since,
        o.promised_at as due, jsonb_build_object('stage', o.stage, 'promisedAt', o.promised_at, 'hours', c.hours) as facts
      from orders o join unnest(${clockStages.slice()}::text[], ${clockStages.map(hoursAhead)}::int[]) c (stage, hours) on c.stage = o.stage
      where o.stage in ('awaiting_payment', 'review', 'backordered', 'ready', 'picking', 'packing', 'partly_shipped')
        and o.promised_at < ${ago(moment, -longestAhead)} and o.promised_at < ${moment.now.toISOString()}::timestamptz + make_interval(hours => c.hours)`,
  },
  hold_overdue: {
    subject: "order",
    rows: (sql, { now }) => sql`
      select o.id::text as key, o.id as order_id, min(h.due_at) as since, null::timestamptz as due, jsonb_build_object(
        'types', jsonb_agg(h.type order by h.set_at, h.id), 'reason', (array_agg(h.reason order by h.set_at, h.id))[1], 'by', (array_agg(h.set_by order by h.set_at, h.id))[1]) as facts
      from holds h join orders o on o.id = h.order_id
      where h.cleared_at is null and h.due_at < ${now.toISOString()} group by o.id`,
  },
  duplicate_suspected: reviewCheck("likely_duplicate"),
  price_below_cost: reviewCheck("price_below_cost"),
  unmapped_sku: {
    subject: "code",
    rows: (sql) => sql`
      select c.code || ' ' || w.key as key, null::uuid as order_id, w.oldest as since, null::timestamptz as due, jsonb_build_object(
        'channel', c.code, 'channelName', c.name, 'channelNameZh', c.name_zh, 'code', w.code, 'title', w.title, 'orders', w.orders, 'units', w.units) as facts
      from (${waitingCodes(sql)}) w join channels c on c.id = w.channel_id`,
  },
  import_refused: {
    subject: "import",
    rows: (sql, moment) => sql`
      select i.number as key, null::uuid as order_id, coalesce(i.finished_at, i.created_at) as since, null::timestamptz as due,
        jsonb_build_object('number', i.number, 'file', i.file_name, 'failed', i.status = 'failed', 'refused', coalesce((i.counts ->> 'refusedRows')::int, 0)) as facts
      from imports i
      where i.created_at > ${ago(moment, rememberedDays * 24)}
        and (i.status = 'failed' or (i.status = 'done' and coalesce((i.counts ->> 'refusedRows')::int, 0) > 0))`,
  },
  delivery_dead: {
    subject: "delivery",
    rows: (sql) => sql`
      select i.id::text as key, o.id as order_id, i.received_at as since, null::timestamptz as due, jsonb_build_object(
        'channelName', c.name, 'channelNameZh', c.name_zh, 'topic', i.topic, 'error', i.error, 'attempts', i.attempts) as facts
      from channel_inbox i join channels c on c.id = i.channel_id left join orders o on o.number = i.order_number
      where i.status = 'dead'`,
  },
  // The same as `obstaclesOf` in the rules of shipping, for all that waits for a parcel.
  carrier_refused: {
    subject: "order",
    rows: (sql) => sql`
      select o.id::text as key, o.id as order_id, o.approved_at as since, null::timestamptz as due, jsonb_build_object(
        'service', s.code, 'name', s.name, 'nameZh', s.name_zh, 'carrierName', c.name, 'carrierNameZh', c.name_zh, 'why', to_jsonb(y.why),
        'country', a.country, 'grams', w.grams, 'mostGrams', s.max_weight_grams) as facts
      from orders o
      join shipping_services s on s.id = o.shipping_service_id
      join carriers c on c.id = s.carrier_id
      cross join lateral (
        select coalesce(o.ship_to ->> 'country', '') as country,
          upper(regexp_replace(coalesce(o.ship_to ->> 'postcode', ''), '[^0-9A-Za-z]', '', 'g')) as postcode
      ) a
      -- Only what has a limit is weighed.
      left join lateral (${weightToSend(sql)}) w on s.max_weight_grams is not null
      cross join lateral (
        select array_remove(array[
          case when not c.active then 'carrier_off' when not s.active then 'service_off' end,
          case when a.country <> '' and ((s.serves <> '{}' and not ${liesIn(sql, sql`s.serves`)}) or ${liesIn(sql, sql`s.refuses`)}) then 'not_served' end,
          case when o.payment_method = 'cod' and o.paid_minor < o.total_minor and not s.cash_on_delivery then 'no_cash_on_delivery' end,
          case when w.grams > s.max_weight_grams then 'too_heavy' end], null) as why
      ) y
      where o.approved_at is not null and o.stage in ('backordered', 'ready', 'picking', 'packing', 'partly_shipped') and y.why <> '{}'`,
  },
  tracking_stalled: {
    subject: "shipment",
    rows: (sql, moment) => sql`
      select s.id::text as key, s.order_id, h.heard as since, null::timestamptz as due, ${parcel(sql)} as facts
      from shipments s
      cross join lateral (select coalesce((select max(at) from tracking_events t where t.shipment_id = s.id), s.shipped_at) as heard) h
      where s.status in ('shipped', 'in_transit', 'out_for_delivery') and s.tracking_number <> ''
        and s.shipped_at between ${ago(moment, rememberedDays * 24)} and ${ago(moment, moment.waitHours)} and h.heard < ${ago(moment, moment.waitHours)}`,
  },
  delivery_failed: {
    subject: "shipment",
    rows: (sql, moment) => sql`
      select s.id::text as key, s.order_id, coalesce((select max(at) from tracking_events t where t.shipment_id = s.id), s.shipped_at) as since,
        null::timestamptz as due, ${parcel(sql)} as facts
      from shipments s join orders o on o.id = s.order_id
      where s.status in ('failed', 'returned_to_sender') and s.shipped_at > ${ago(moment, rememberedDays * 24)}
        and o.refunded_minor < greatest(o.total_minor, 1)
        and not exists (select 1 from order_lineage k join orders again on again.id = k.to_id where k.from_id = s.order_id and k.kind = 'resent' and again.stage <> 'cancelled')`,
  },
  mail_failed: {
    subject: "mail",
    rows: (sql, moment) => sql`
      select m.id::text as key, null::uuid as order_id, m.updated_at as since, null::timestamptz as due,
        jsonb_build_object('report', s.report, 'person', p.name, 'period', m.period, 'reason', m.reason, 'unknown', m.status = 'unknown') as facts
      from report_mails m join report_subscriptions s on s.id = m.subscription_id join staff p on p.id = s.staff_id
      where m.status in ('failed', 'unknown') and m.updated_at > ${ago(moment, rememberedDays * 24)}
        and not exists (select 1 from report_mails later where later.subscription_id = m.subscription_id and later.status = 'sent' and later.updated_at > m.updated_at)
      union all
      select m.id::text, m.order_id, m.updated_at, null, jsonb_build_object('buyer', m.kind, 'rma', r.number, 'reason', m.reason, 'unknown', m.status = 'unknown')
      from buyer_mails m join returns r on r.id = m.return_id
      where m.status in ('failed', 'unknown') and m.updated_at > ${ago(moment, rememberedDays * 24)}
        and not exists (select 1 from buyer_mails later where later.return_id = m.return_id and later.status = 'sent' and later.updated_at > m.updated_at)`,
  },
  // One for each endpoint: where one system is down, thousands of messages are one trouble.
  webhook_dead: {
    subject: "webhook",
    rows: (sql) => sql`
      select e.number::text as key, null::uuid as order_id, coalesce(d.since, e.failing_since, e.updated_at) as since, null::timestamptz as due,
        jsonb_build_object('name', e.name, 'dead', d.dead, 'disabled', e.disabled_reason) as facts
      from webhook_endpoints e
      cross join lateral (
        select count(*)::int as dead, min(settled_at) as since
        from (select settled_at from webhook_deliveries where endpoint_id = e.id and state = 'dead' order by id limit 1000) first
      ) d
      where e.archived_at is null and (d.dead > 0 or e.disabled_reason is not null)`,
  },
  // Its own date is its due time: waiting longer moves it, and the exception goes.
  return_overdue: {
    subject: "return",
    rows: (sql, { now }) => sql`
      select r.id::text as key, r.order_id, r.due_at as since, null::timestamptz as due, jsonb_build_object(
        'rma', r.number, 'status', r.status, 'dueAt', r.due_at,
        'items', (select jsonb_agg(jsonb_build_object('code', coalesce(nullif(o.sku, ''), o.title), 'units', case when r.status = 'received' then l.received - l.inspected else l.awaited end) order by l.position)
          from return_lines l join order_lines o on o.id = l.order_line_id
          where l.return_id = r.id and case when r.status = 'received' then l.received - l.inspected else l.awaited end > 0)) as facts
      from returns r where r.due_at < ${now.toISOString()}`,
  },
  // A channel's price stands, so the buyer has the discount; what nobody counted is the use of our coupon.
  coupon_unclaimed: {
    subject: "order",
    rows: (sql, moment) => sql`
      select o.id::text as key, o.id as order_id, o.placed_at as since, null::timestamptz as due, jsonb_build_object('currency', o.currency,
        'coupons', jsonb_agg(jsonb_build_object('code', g.code, 'promotion', p.number, 'reason', g.seen ->> 'unclaimed', 'limit', g.seen -> 'limit',
          'statedMinor', g.stated_minor::text) order by g.position)) as facts
      from order_promotions g ${itsOrder(sql, sql`g.order_id`)} left join promotions p on p.id = g.promotion_id
      where g.seen ->> 'unclaimed' is not null and g.seen ->> 'accepted' is null
        and o.submitted_at is not null and o.stage <> 'cancelled' and o.placed_at > ${ago(moment, rememberedDays * 24)}
      group by o.id, o.placed_at, o.currency`,
  },
};

/** A check of the review that stops an order nobody has decided on yet. */
function reviewCheck(check: "likely_duplicate" | "price_below_cost"): Cause {
  return {
    subject: "order",
    rows: (sql) => sql`
      select o.id::text as key, o.id as order_id, o.placed_at as since, null::timestamptz as due, c -> 'facts' as facts
      from orders o cross join lateral jsonb_array_elements(o.review -> 'checks') c
      where o.stage = any(${undecided}) and c ->> 'check' = ${check} and c ->> 'result' in ('stop', 'warn')`,
  };
}

/**
 * The order of each row, by its key. PostgreSQL takes a condition between two columns for a third of the table; left to
 * join, it would read all orders for the few rows there are.
 */
function itsOrder(sql: postgres.ISql, id: postgres.Fragment): postgres.Fragment {
  return sql`cross join lateral (select * from orders where orders.id = ${id} limit 1) o`;
}

/** Whether the address lies in one of the areas: a country, or the beginning of a postcode of it. */
function liesIn(sql: postgres.ISql, areas: postgres.Fragment): postgres.Fragment {
  return sql`exists (
    select 1 from unnest(${areas}) area
    where area = a.country or (left(area, 3) = a.country || ' ' and starts_with(a.postcode, substr(area, 4))))`;
}

function owed(sql: postgres.ISql): postgres.Fragment {
  return sql`jsonb_build_object('dueMinor', (o.total_minor - o.paid_minor)::text, 'totalMinor', o.total_minor::text, 'currency', o.currency, 'method', o.payment_method)`;
}

function refund(sql: postgres.ISql): postgres.Fragment {
  return sql`jsonb_build_object('refund', r.number, 'amountMinor', r.amount_minor::text, 'currency', r.currency, 'error', r.last_error)`;
}

function parcel(sql: postgres.ISql): postgres.Fragment {
  return sql`jsonb_build_object('shipment', s.number, 'carrier', s.carrier, 'tracking', s.tracking_number, 'status', s.status)`;
}
