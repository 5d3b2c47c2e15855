import type postgres from "postgres";
import { businessDay } from "@/lib/core/dates";
import { assert } from "@/lib/core/result";
import type { ShopDto } from "@/lib/documents/dto";
import { customerLocale } from "@/lib/i18n/customer-locale";
import type { Shop } from "@/lib/shop";
import { type DocumentContent, invoiceContent } from "./rules/content";
import { type InvoicedOrder, invoiceMoney, type RateMoney } from "./rules/invoice-lines";
import { type Parties, partiesOf } from "./rules/parties";

type Head = Parties & {
  id: string;
  number: string;
  placedAt: Date;
  currency: string;
  country: string;
  pricesIncludeTax: boolean;
  shippingMinor: bigint;
  shippingTaxMinor: bigint;
  shippingTaxRate: string;
  totalMinor: bigint;
  locale: string | null;
};
type Line = InvoicedOrder["lines"][number] & { orderId: string; id: string };
type Paid = { orderId: string; paymentId: string; method: string; at: Date; amount: bigint; type: string };

/** An order's lines and rates as documents of it name them. */
export type Invoiced = { content: DocumentContent; lines: readonly Line[]; shippingTaxRate: string };

type Reader = { sql: postgres.ISql };

/**
 * What an invoice of each of these orders would say now, by the order's id: one statement a table however many they are.
 * Money that was given back of its goods is not asked for; what was paid is all that its payments hold.
 */
export async function readInvoiced(
  { sql }: Reader,
  orderIds: readonly string[],
  shop: Shop,
): Promise<Map<string, Invoiced>> {
  if (orderIds.length === 0) return new Map();
  const ids = [...orderIds];
  const [heads, lines, credited, paid] = await Promise.all([
    sql<Head[]>`
      select o.id, o.number, o.placed_at as "placedAt", o.currency, o.country, o.prices_include_tax as "pricesIncludeTax",
        o.shipping_minor as "shippingMinor", o.shipping_tax_minor as "shippingTaxMinor",
        o.shipping_tax_rate::text as "shippingTaxRate", o.total_minor as "totalMinor", o.contact_name as "contactName",
        o.contact_phone as "contactPhone", o.ship_to as "shipTo", o.bill_to as "billTo", c.locale
      from orders o left join customers c on c.id = o.customer_id where o.id = any(${ids}::uuid[])`,
    sql<Line[]>`
      select order_id as "orderId", id, sku, title, spec, unit_price::text as "unitPrice", tax_rate::text as "taxRate", ordered,
        cancelled, subtotal_minor as "subtotalMinor", discount_minor as "discountMinor", tax_minor as "taxMinor",
        total_minor as "totalMinor"
      from order_lines where order_id = any(${ids}::uuid[]) order by order_id, position`,
    sql<(RateMoney & { orderId: string })[]>`
      select e.order_id as "orderId", coalesce(l.tax_rate, o.shipping_tax_rate)::text as rate,
        -(coalesce(sum(e.amount_minor) filter (where e.component <> 'tax'), 0))::bigint as net,
        -(coalesce(sum(e.amount_minor) filter (where e.component = 'tax'), 0))::bigint as tax
      from sales_entries e join orders o on o.id = e.order_id left join order_lines l on l.id = e.line_id
      where e.order_id = any(${ids}::uuid[]) and e.kind = 'refund' group by 1, 2`,
    sql<Paid[]>`
      select e.order_id as "orderId", p.id as "paymentId", p.method, e.occurred_at as at, e.type,
        (case when e.type in ('refund', 'move_out') then -e.amount_minor else e.amount_minor end)::bigint as amount
      from payment_entries e join payments p on p.id = e.payment_id
      where e.order_id = any(${ids}::uuid[]) and e.type in ('capture', 'refund', 'move_in', 'move_out') order by e.id`,
  ]);
  const linesOf = Map.groupBy(lines, (line) => line.orderId);
  const creditedOf = Map.groupBy(credited, (rate) => rate.orderId);
  const paidOf = Map.groupBy(paid, (entry) => entry.orderId);
  return new Map(
    heads.map((head): [string, Invoiced] => {
      const { id, shippingTaxRate, currency } = head;
      const own = linesOf.get(id) ?? [];
      const money = invoiceMoney({ ...amounts(head), lines: own.map(line) }, (creditedOf.get(id) ?? []).map(rate));
      const payments = received(paidOf.get(id) ?? []).map(({ method, at, amount }) => {
        return { method, day: businessDay(new Date(at), shop.timeZone), amount };
      });
      const of = {
        language: customerLocale(head.locale, head.country, shop),
        shop: { ...shopDto(shop), name: shop.legalName || shop.name },
        order: head.number,
        orderedAt: new Date(head.placedAt).toISOString(),
        ...partiesOf(head),
        customerTaxNumber: null,
        ...{ currency, taxIncluded: head.pricesIncludeTax },
      };
      return [id, { content: invoiceContent(of, money, payments), lines: own, shippingTaxRate }];
    }),
  );
}

/** The order's content among those that were read. */
export function contentOf(found: ReadonlyMap<string, Invoiced>, orderId: string): Invoiced {
  const invoiced = found.get(orderId);
  assert(invoiced, "an order that has documents is there");
  return invoiced;
}

/** What was paid and given back; money that moved between orders of one buyer stands as what of its payment is here. */
function received(entries: readonly Paid[]): Pick<Paid, "method" | "at" | "amount">[] {
  return [...Map.groupBy(entries, ({ paymentId }) => paymentId).values()].flatMap((own) => {
    const back = own.filter(({ type }) => type === "refund");
    const paid = own.filter(({ type }) => type !== "refund");
    const [first] = paid;
    const moved = paid.some(({ type }) => type !== "capture");
    const sum = paid.reduce((total, { amount }) => total + BigInt(amount), 0n);
    const here = first && moved ? [{ ...first, amount: sum }] : paid;
    return [...here, ...back]
      .map((entry) => ({ ...entry, amount: BigInt(entry.amount) }))
      .filter((e) => e.amount !== 0n);
  });
}

// The driver gives sums of bigint as text and stored bigint as it is set up to: both become bigint here.
function amounts({ pricesIncludeTax, shippingTaxRate, ...head }: Head): Omit<InvoicedOrder, "lines"> {
  return {
    ...{ pricesIncludeTax, shippingTaxRate },
    shippingMinor: BigInt(head.shippingMinor),
    shippingTaxMinor: BigInt(head.shippingTaxMinor),
    totalMinor: BigInt(head.totalMinor),
  };
}

function line(of: Line): Line {
  return {
    ...of,
    subtotalMinor: BigInt(of.subtotalMinor),
    discountMinor: BigInt(of.discountMinor),
    taxMinor: BigInt(of.taxMinor),
    totalMinor: BigInt(of.totalMinor),
  };
}

function rate({ rate, net, tax }: RateMoney): RateMoney {
  return { rate, net: BigInt(net), tax: BigInt(tax) };
}

export function shopDto(shop: Shop): ShopDto {
  return {
    name: shop.name,
    addressLines: shop.address.lines,
    country: shop.address.country || null,
    email: shop.email || null,
    phone: shop.phone || null,
    website: null,
    taxNumber: shop.taxNumber || null,
    timeZone: shop.timeZone,
  };
}
