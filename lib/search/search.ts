import { connection } from "@/db/client";
import { type Actor, may } from "@/lib/actor";
import { formatMoney } from "@/lib/core/money";
import { findCustomers } from "@/lib/customers/queries/find-customers";
import { findItems } from "@/lib/orders/queries/find-items";
import { findTyped, searchCondition } from "@/lib/orders/search-condition";
import { findExactReturn } from "@/lib/returns/queries/list-returns";

export type Hit = { key: string; title: string; detail?: string; href: string };
export type Found = {
  exact?: { href: string };
  groups: { kind: "order" | "customer" | "variant"; items: Hit[] }[];
};

export type SearchContext = {
  actor: Actor;
  language: string;
  currency: string;
  stageName: (stage: string) => string;
};

const hitsAtMost = 6;

/** What the shop holds under these words, as far as the role may look: where an exact number leads, then a few of each. */
export async function search(typed: string, context: SearchContext): Promise<Found> {
  const { actor } = context;
  const q = typed.trim();
  if (q === "") return { groups: [] };
  const [back, { exact, orders }, customers, variants] = await Promise.all([
    may(actor, "returns.read") ? findExactReturn(q) : undefined,
    may(actor, "orders.read") ? findOrders(q, context) : { exact: null, orders: [] },
    may(actor, "customers.read") ? foundCustomers(q) : [],
    may(actor, "catalogue.read") ? foundItems(q, context) : [],
  ]);
  return {
    ...(back
      ? { exact: { href: `/returns/${encodeURIComponent(back)}` } }
      : exact
        ? { exact: { href: orderHref(exact) } }
        : {}),
    groups: [
      { kind: "order", items: orders },
      { kind: "customer", items: customers },
      { kind: "variant", items: variants },
    ],
  };
}

function orderHref(number: string): string {
  return `/orders/${encodeURIComponent(number)}`;
}

type OrderHit = { number: string; name: string; stage: string; totalMinor: string; currency: string };

async function findOrders(
  q: string,
  { language, stageName }: SearchContext,
): Promise<{ exact: string | null; orders: Hit[] }> {
  const { sql } = connection();
  const { exact, few } = await findTyped(q);
  const rows = await sql<OrderHit[]>`
    select o.number, o.contact_name as name, o.stage, o.total_minor as "totalMinor", o.currency
    from orders o where ${searchCondition(sql, q, few)}
    order by o.placed_at desc, o.id desc limit ${hitsAtMost}`;
  const orders = rows.map((order) => ({
    key: order.number,
    title: order.name === "" ? order.number : `${order.number} · ${order.name}`,
    detail: `${stageName(order.stage)} · ${formatMoney(BigInt(order.totalMinor), order.currency, language)}`,
    href: orderHref(order.number),
  }));
  return { exact, orders };
}

async function foundCustomers(q: string): Promise<Hit[]> {
  const found = await findCustomers(q);
  return found.slice(0, hitsAtMost).map((customer) => {
    const detail = [customer.phone, customer.email].filter(Boolean).join(" · ");
    return {
      key: customer.number,
      title: customer.name || customer.company || customer.number,
      ...(detail ? { detail } : {}),
      href: `/customers/${encodeURIComponent(customer.number)}`,
    };
  });
}

async function foundItems(q: string, { actor, currency, language }: SearchContext): Promise<Hit[]> {
  const found = await findItems(q, currency, language);
  return found.slice(0, hitsAtMost).map((item) => {
    const free = item.free.reduce((sum, place) => sum + place.free, 0);
    return {
      key: item.sku,
      title: [item.title, item.spec].filter(Boolean).join(" · "),
      detail: may(actor, "stock.read") ? `${item.sku} · ${free}` : item.sku,
      href: `/stock/${encodeURIComponent(item.sku)}`,
    };
  });
}
