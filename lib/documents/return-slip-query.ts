import { connection } from "@/db/client";
import { may } from "@/lib/actor";
import { assert } from "@/lib/core/result";
import type { Address } from "@/lib/customers/rules/address";
import { customerLocale } from "@/lib/i18n/customer-locale";
import { toDate, toDateOrNull } from "@/lib/rows";
import type { PrintContext } from "./queries";
import { shopDto } from "./read-invoiced";
import type { ReturnSlipDto } from "./return-slip";
import { addressDto } from "./rules/parties";

type Row = {
  rma: string;
  order: string;
  requestedAt: string;
  dueAt: string | null;
  contactName: string;
  contactPhone: string | null;
  shipTo: Address | null;
  country: string;
  locale: string | null;
  lines: ReturnSlipDto["lines"];
};

/** The slip of a return that was approved and is still waited for; null of any other. */
export async function returnSlipOf(rma: string, { actor, shop }: PrintContext): Promise<ReturnSlipDto | null> {
  assert(may(actor, "returns.read"), `${actor.role} may not returns.read`);
  const [row] = await connection().sql<Row[]>`
    select r.number as rma, o.number as order, to_jsonb(r.requested_at) #>> '{}' as "requestedAt", to_jsonb(r.due_at) #>> '{}' as "dueAt",
      o.contact_name as "contactName", o.contact_phone as "contactPhone", o.ship_to as "shipTo", o.country, c.locale,
      (select coalesce(jsonb_agg(jsonb_build_object('sku', l.sku, 'name', l.title, 'quantity', b.awaited) order by b.position), '[]')
       from return_lines b join order_lines l on l.id = b.order_line_id where b.return_id = r.id and b.awaited > 0) as lines
    from returns r join orders o on o.id = r.order_id left join customers c on c.id = o.customer_id
    where r.number = ${rma} and r.status in ('approved', 'in_transit')`;
  if (!row) return null;
  return {
    ...{ shop: shopDto(shop), language: customerLocale(row.locale, row.country, shop), rma: row.rma, order: row.order },
    ...{ requestedAt: toDate(row.requestedAt), dueAt: toDateOrNull(row.dueAt), lines: row.lines },
    from: addressDto(row.shipTo, row.contactName, row.contactPhone),
  };
}
