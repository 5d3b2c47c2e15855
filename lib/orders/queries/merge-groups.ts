import { connection } from "@/db/client";
import type { Address } from "@/lib/customers/rules/address";
import { sparedOf } from "@/lib/orders/plan-merge";
import { type MergeObstacle, type MergeSide, obstacleToMerge } from "@/lib/orders/rules/merge";
import { addressLine } from "@/lib/orders/rules/review";
import type { PaymentMethod, Stage } from "@/lib/orders/rules/state";

export type MergeCandidate = {
  number: string;
  stage: Stage;
  held: boolean;
  placedAt: string;
  units: number;
  items: string;
  address: string;
  /** Minor units as text. */
  totalMinor: string;
  shippingMinor: string;
  /** Why it cannot go into the one that stays; null where it can, and of the one that stays. */
  obstacle: MergeObstacle | null;
};

/** Open orders of one customer; the first stays, the others go into it where they can. */
export type MergeGroup = {
  customer: { number: string; name: string };
  currency: string;
  orders: MergeCandidate[];
  /** Shipping charges that one parcel would not need. */
  sparedMinor: string;
};

export type MergeGroups = {
  groups: MergeGroup[];
  /** Customers beyond those that were looked at. */
  more: number;
};

type Row = Omit<MergeCandidate, "obstacle" | "address"> &
  Pick<MergeSide, "customerId" | "currency" | "pricesIncludeTax" | "channelId" | "country" | "counted" | "gift"> & {
    approved: boolean;
    givenBack: boolean;
    promised: boolean;
    paymentMethod: PaymentMethod;
    shipTo: Address | null;
    customer: string;
    name: string;
    customers: number;
  };

const customersAtMost = 100;
const ordersOfOne = 12;

/**
 * Orders of the same customers that are open and not picked yet, by customer, those that have waited longest first; those of
 * one order's customer when it is named. In each group the order stays into which most of the others can go.
 */
export async function getMergeGroups(number?: string): Promise<MergeGroups> {
  const { sql } = connection();
  const rows = await sql<Row[]>`
    with open as (
      select o.id, o.customer_id, o.placed_at, o.number from orders o
      where o.stage in ('awaiting_payment', 'review', 'backordered', 'ready') and o.customer_id is not null
        ${number === undefined ? sql`` : sql`and o.customer_id = (select customer_id from orders where number = ${number})`}
    ), several as (
      select customer_id, min(placed_at) as oldest, count(*) over () as customers
      from open group by 1 having count(*) > 1 order by 2 limit ${customersAtMost}
    ), chosen as (
      select open.id, s.oldest, s.customers, open.customer_id,
        row_number() over (partition by open.customer_id order by open.number = ${number ?? ""} desc, open.placed_at, open.id) as place
      from open join several s using (customer_id)
    )
    select o.number, o.stage, o.held, to_jsonb(o.placed_at) #>> '{}' as "placedAt", o.unit_count as units, o.items_summary as items,
      o.total_minor::text as "totalMinor", o.shipping_minor::text as "shippingMinor", o.customer_id as "customerId", o.currency,
      o.prices_include_tax as "pricesIncludeTax", o.channel_id as "channelId", o.country, o.counted, o.gift,
      o.approved_at is not null as approved, o.authorised_minor > o.paid_minor as promised, o.payment_method as "paymentMethod",
      exists (select 1 from refunds r where r.order_id = o.id and r.status not in ('failed', 'declined')) as "givenBack",
      o.ship_to as "shipTo", u.number as customer, u.name, c.customers::int as customers
    from chosen c join orders o on o.id = c.id join customers u on u.id = o.customer_id
    where c.place <= ${ordersOfOne}
    order by c.oldest, o.customer_id, c.place`;
  const groups = [...Map.groupBy(rows, ({ customerId }) => customerId).values()].map((of) => groupOf(of, number));
  const seen = groups.length;
  return { groups, more: Math.max((rows[0]?.customers ?? 0) - seen, 0) };
}

function groupOf(rows: Row[], number: string | undefined): MergeGroup {
  const sides = rows.map((row) => ({ row, side: { ...row, placed: true, picked: false } satisfies MergeSide }));
  const among = (into: MergeSide) => {
    const others = sides.filter(({ side }) => side !== into);
    return others.map(({ row, side }) => ({ row, obstacle: obstacleToMerge(into, side) ?? null }));
  };
  const takes = sides.map(({ row, side }) => ({ row, others: among(side) }));
  const count = ({ others }: (typeof takes)[number]) => others.filter(({ obstacle }) => obstacle === null).length;
  // Whoever came from an order wants that one to stay, where anything can go into it.
  const named = takes.find((one) => one.row.number === number && count(one) > 0);
  const stays = named ?? takes.reduce((best, one) => (count(one) > count(best) ? one : best));
  const orders = [candidateOf(stays.row, null), ...stays.others.map(({ row, obstacle }) => candidateOf(row, obstacle))];
  const going = orders.filter(({ obstacle }) => obstacle === null);
  return {
    customer: { number: stays.row.customer, name: stays.row.name },
    currency: stays.row.currency,
    orders,
    sparedMinor: `${sparedOf(going.map(({ shippingMinor }) => ({ shippingMinor: BigInt(shippingMinor) })))}`,
  };
}

function candidateOf(row: Row, obstacle: MergeObstacle | null): MergeCandidate {
  const { number, stage, held, placedAt, units, items, totalMinor, shippingMinor, shipTo } = row;
  return {
    ...{ number, stage, held, placedAt, units, items, totalMinor, shippingMinor, obstacle },
    address: shipTo ? addressLine(shipTo) : "",
  };
}

/** Whether anything of a group can be merged. */
export function isMergeable({ orders }: MergeGroup): boolean {
  return orders.slice(1).some(({ obstacle }) => obstacle === null);
}
