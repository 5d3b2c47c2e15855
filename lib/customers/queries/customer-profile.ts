import { connection } from "@/db/client";
import { type Actor, may } from "@/lib/actor";
import { assert } from "@/lib/core/result";
import type { Address } from "@/lib/customers/rules/address";
import type { Locale } from "@/lib/i18n/locales";
import { type KeyPage, pageOf, readDirection } from "@/lib/list/keyset";
import type { ListState } from "@/lib/list/params";
import { paymentStatus } from "@/lib/orders/rules/stage";
import type { PaymentMethod, Stage } from "@/lib/orders/rules/state";

export type CustomerProfile = {
  id: string;
  number: string;
  version: number;
  name: string;
  company: string;
  email: string | null;
  phone: string | null;
  locale: Locale;
  tags: string[];
  externalKey: string | null;
  /** When they first ordered, or were written down if that was before. */
  since: string;
  mergedInto: string | null;
  addresses: { place: number; address: Address; isDefault: boolean }[];
  notes: { body: string; by: string; at: string }[];
  totals: { currency: string; orders: number; totalMinor: string; refundedMinor: string }[];
  /** Others with the same phone or e-mail. */
  duplicates: {
    number: string;
    name: string;
    company: string;
    email: string | null;
    phone: string | null;
    orders: number;
    by: "email" | "phone";
  }[];
};

/** Everything a customer's page shows besides the orders; null when there is no such customer. */
export async function getCustomer(actor: Actor, number: string): Promise<CustomerProfile | null> {
  assert(may(actor, "customers.read"), `${actor.role} may not customers.read`);
  const { sql } = connection();
  const [row] = await sql<CustomerProfile[]>`
    select c.id, c.number, c.version, c.name, c.company, c.email, c.phone, c.locale, c.tags, c.external_key as "externalKey",
      to_jsonb(least(c.created_at, (select min(o.placed_at) from orders o where o.customer_id = c.id))) #>> '{}' as since, m.number as "mergedInto",
      (select coalesce(jsonb_agg(jsonb_build_object('place', a.place, 'address', a.address, 'isDefault', a.is_default) order by a.is_default desc, a.place), '[]')
       from (select address, is_default, row_number() over (order by created_at, id)::int as place from customer_addresses where customer_id = c.id) a) as addresses,
      (select coalesce(jsonb_agg(jsonb_build_object('body', n.body, 'by', n.actor_name, 'at', n.created_at) order by n.created_at desc), '[]')
       from (select * from customer_notes where customer_id = c.id order by created_at desc limit 50) n) as notes,
      (select coalesce(jsonb_agg(jsonb_build_object('currency', t.currency, 'orders', t.orders, 'totalMinor', t.total::text, 'refundedMinor', t.refunded::text) order by t.orders desc), '[]')
       from (select currency, count(*)::int as orders, sum(total_minor) as total, sum(refunded_minor) filter (where stage <> 'cancelled') as refunded
             from orders where customer_id = c.id and submitted_at is not null and stage <> 'cancelled' and counted group by currency) t) as totals,
      (select coalesce(jsonb_agg(to_jsonb(d) order by d.orders desc), '[]') from (
        select o.number, o.name, o.company, o.email, o.phone, case when lower(o.email) = lower(c.email) then 'email' else 'phone' end as by,
          (select count(*) from (select 1 from orders x where x.customer_id = o.id limit 100) n)::int as orders
        from customers o
        where o.merged_into_id is null and o.id <> c.id and (lower(o.email) = lower(c.email) or o.phone_reversed = c.phone_reversed)
        limit 10) d) as duplicates
    from customers c left join customers m on m.id = c.merged_into_id where c.number = ${number}`;
  return row ?? null;
}

export type CustomerOrder = {
  id: string;
  number: string;
  placedAt: string;
  channel: string;
  channelZh: string;
  items: string;
  unitCount: number;
  totalMinor: string;
  currency: string;
  payment: ReturnType<typeof paymentStatus>;
  stage: Stage;
  held: boolean;
};

const ordersAtOnce = 20;

/** One page of a customer's orders by key, the newest first. */
export async function listCustomerOrders(customerId: string, state: ListState): Promise<KeyPage<CustomerOrder>> {
  const { sql } = connection();
  const direction = readDirection(state);
  const { key, back } = direction;
  const beyond = key
    ? sql`and (o.placed_at, o.id) ${back ? sql`>` : sql`<`} (${key.value}::timestamptz, ${key.id}::uuid)`
    : sql``;
  const rows = await sql`
    select o.id, o.number, to_jsonb(o.placed_at) #>> '{}' as "placedAt", h.name as channel, h.name_zh as "channelZh", o.items_summary as items,
      o.unit_count as "unitCount", o.total_minor as "totalMinor", o.currency, o.payment_method, o.paid_minor, o.refunded_minor, o.stage, o.held,
      o.placed_at::text as key
    from orders o join channels h on h.id = o.channel_id
    where o.customer_id = ${customerId} ${beyond}
    order by o.placed_at ${back ? sql`asc` : sql`desc`}, o.id ${back ? sql`asc` : sql`desc`} limit ${ordersAtOnce + 1}`;
  const page = pageOf(rows, ordersAtOnce, { key, back }, (row) => ({ value: row.key as string, id: row.id as string }));
  return {
    ...page,
    rows: page.rows.map(({ payment_method, paid_minor, refunded_minor, key: _key, ...row }) => ({
      ...(row as Omit<CustomerOrder, "payment">),
      payment: paymentStatus({
        paymentMethod: payment_method as PaymentMethod,
        totalMinor: BigInt(row.totalMinor),
        paidMinor: BigInt(paid_minor),
        refundedMinor: BigInt(refunded_minor),
      }),
    })),
  };
}
