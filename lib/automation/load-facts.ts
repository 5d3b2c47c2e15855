import type postgres from "postgres";
import type { Address } from "@/lib/customers/rules/address";
import type { Stage } from "@/lib/orders/rules/state";
import { toDate, toDateOrNull } from "@/lib/rows";
import type { Shop } from "@/lib/shop";
import { loadPromotionFacts } from "./load-promotion-facts";
import type { RuleBody } from "./rules/body";
import { type FactLine, type FactOrder, factsOf, type OrderFacts, type PromotionFact } from "./rules/facts";
import { asksForPromotions } from "./rules/fields";

export type FactsOfOrder = {
  id: string;
  number: string;
  version: number;
  stage: Stage;
  factsFor: (event?: EventData) => OrderFacts;
};
type EventData = Readonly<Record<string, unknown>>;

type Row = {
  id: string;
  number: string;
  version: number;
  stage: Stage;
  channel: string;
  currency: string;
  total: string;
  paid: string;
  paymentMethod: FactOrder["paymentMethod"];
  held: boolean;
  tags: string[];
  country: string;
  placedAt: string;
  promisedAt: string | null;
  pricesIncludeTax: boolean;
  shipTo: Address | null;
  gift: boolean;
  service: string;
  shippingService: string;
  buyerMessage: string;
  customerTags: string[];
  earlier: number;
  lines: (Omit<FactLine, "subtotalMinor" | "discountMinor" | "taxMinor" | "totalMinor" | "cancelledMinor"> &
    Record<"subtotalMinor" | "discountMinor" | "taxMinor" | "totalMinor" | "cancelledMinor", string> & {
      category: string;
    })[];
};

/**
 * The facts of orders as they stand now, by id: one statement for one order or a thousand, and one for promotions where
 * one of the `rules` asks for them. Earlier orders are those of the customer that were placed before, up to a hundred, as
 * intake counts them.
 */
export async function loadFacts(
  { sql }: { sql: postgres.ISql },
  { shop, now }: { shop: Shop; now: Date },
  rules: readonly Pick<RuleBody, "conditions">[],
  ids: readonly string[],
): Promise<Map<string, FactsOfOrder>> {
  if (ids.length === 0) return new Map();
  const reading = sql<Row[]>`
    select o.id, o.number, o.version, o.stage, c.code as channel, o.currency, o.total_minor::text as total, o.paid_minor::text as paid,
      o.payment_method as "paymentMethod", o.held, o.tags, o.country, o.placed_at::text as "placedAt", o.promised_at::text as "promisedAt",
      o.prices_include_tax as "pricesIncludeTax", o.ship_to as "shipTo", o.gift, coalesce(s.code, '') as service, o.shipping_service as "shippingService",
      o.buyer_message as "buyerMessage", coalesce(u.tags, '{}') as "customerTags",
      (select count(*)::int from (
         select 1 from orders e where e.customer_id = o.customer_id and e.placed_at < o.placed_at and e.submitted_at is not null limit 100
       ) e) as earlier,
      l.lines
    from orders o
    join channels c on c.id = o.channel_id
    left join customers u on u.id = o.customer_id
    left join shipping_services s on s.id = o.shipping_service_id
    cross join lateral (
      select coalesce(jsonb_agg(jsonb_build_object('kind', l.kind, 'variantId', l.variant_id, 'sku', l.sku, 'title', l.title,
        'unitCost', l.unit_cost::text, 'ordered', l.ordered, 'cancelled', l.cancelled, 'subtotalMinor', l.subtotal_minor::text,
        'discountMinor', l.discount_minor::text, 'taxMinor', l.tax_minor::text, 'totalMinor', l.total_minor::text,
        'cancelledMinor', l.cancelled_minor::text, 'madeToOrder', l.made_to_order, 'category', coalesce(p.category, ''))
        order by l.position), '[]') as lines
      from order_lines l left join variants v on v.id = l.variant_id left join products p on p.id = v.product_id
      where l.order_id = o.id
    ) l
    where o.id = any(${[...ids]}::uuid[])`;
  const [rows, promotions] = await Promise.all([
    reading,
    loadPromotionFacts({ sql }, asksForPromotions(rules) ? ids : []),
  ]);
  return new Map(rows.map((row) => [row.id, ofRow(row, promotions.get(row.id) ?? [], shop, now)]));
}

function ofRow(row: Row, promotions: readonly PromotionFact[], shop: Shop, now: Date): FactsOfOrder {
  const categories = new Map(row.lines.map(({ variantId, category }) => [variantId, category]));
  const order: FactOrder = {
    ...row,
    totalMinor: BigInt(row.total),
    paidMinor: BigInt(row.paid),
    placedAt: toDate(row.placedAt),
    promisedAt: toDateOrNull(row.promisedAt),
    lines: row.lines.map((line) => ({
      ...line,
      subtotalMinor: BigInt(line.subtotalMinor),
      discountMinor: BigInt(line.discountMinor),
      taxMinor: BigInt(line.taxMinor),
      totalMinor: BigInt(line.totalMinor),
      cancelledMinor: BigInt(line.cancelledMinor),
    })),
  };
  const { id, number, version, stage } = row;
  const factsFor = (event?: EventData) =>
    factsOf(order, {
      ...row,
      ...{ now, timeZone: shop.timeZone, shopCurrency: shop.currency, earlierOrders: row.earlier, promotions },
      categoryOf: (variantId) => categories.get(variantId) ?? "",
      ...(event ? { event } : {}),
    });
  return { id, number, version, stage, factsFor };
}
