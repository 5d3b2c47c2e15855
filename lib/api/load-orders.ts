import type postgres from "postgres";
import { currentShipping } from "@/lib/shipping/load-shipping";
import { type OrderDto, toOrderDto } from "./dto/order";

/** Every column of an order that the API shows, to be narrowed by conditions on `o`. */
export function selectOrders(sql: postgres.Sql): postgres.Fragment {
  return sql`
    select o.id, o.number, c.code as channel, o.external_id, o.stage, o.held, o.version, o.placed_at, o.promised_at, o.updated_at,
           k.number as customer_number, o.contact_name, o.contact_email, o.contact_phone, o.ship_to, o.bill_to, o.currency,
           o.prices_include_tax, o.items_minor, o.discount_minor, o.shipping_minor, o.tax_minor, o.total_minor, o.paid_minor,
           o.refunded_minor, o.payment_method, o.shipping_service, t.code as carrier,
           s.code as service, o.buyer_message, o.seller_note, o.flag, o.gift, o.tags
    from orders o join channels c on c.id = o.channel_id left join customers k on k.id = o.customer_id
    left join shipping_services s on s.id = o.shipping_service_id left join carriers t on t.id = s.carrier_id`;
}

/** What leaves the house of each order: its lines, promotions, open holds and parcels are read with it. */
export async function withParts(sql: postgres.Sql, orders: readonly postgres.Row[]): Promise<OrderDto[]> {
  if (orders.length === 0) return [];
  const ids = orders.map((order) => order.id as string);
  const [lines, holds, shipments, documents, promotions, book] = await Promise.all([
    sql`select order_id, position, kind, sku, title, spec, custom, variant_id is not null as mapped, external_id, ordered, cancelled,
               reserved, backordered, shipped, delivered, returned, refunded, unit_price::text, tax_rate::text, discount_minor,
               tax_minor, total_minor, gift, note
        from order_lines where order_id = any(${ids}::uuid[]) order by order_id, position`,
    sql`select order_id, type, scope, reason, due_at, release_when, approver, set_at from holds
        where order_id = any(${ids}::uuid[]) and cleared_at is null order by set_at`,
    sql`select s.order_id, s.number, p.code as location, s.status, s.carrier, s.carrier_id, s.service, s.tracking_number, s.packages,
               s.shipped_at, s.delivered_at,
               (select coalesce(jsonb_agg(jsonb_build_object('line', ol.position, 'sku', ol.sku, 'quantity', l.quantity)
                          order by ol.position), '[]')
                from shipment_lines l join order_lines ol on ol.id = l.order_line_id
                where l.shipment_id = s.id and l.quantity > 0) as lines
        from shipments s join locations p on p.id = s.location_id
        where s.order_id = any(${ids}::uuid[]) order by s.created_at, s.id`,
    sql`select d.order_id, d.kind, d.number, d.issued_at, d.total_minor, d.credited_minor, c.number as corrects, d.reversed_at
        from documents d left join documents c on c.id = d.corrects_id
        where d.order_id = any(${ids}::uuid[]) order by d.issued_at, d.id`,
    sql`select g.order_id, p.number, g.name, g.code, g.source, g.applied, g.reason,
               g.shipping_minor + coalesce(g.stated_minor, 0) + (
                 select coalesce(sum(ch_left_of(d.amount_minor, l.cancelled, l.ordered)), 0)
                 from order_discounts d join order_lines l on l.id = d.line_id where d.order_promotion_id = g.id) as given
        from order_promotions g left join promotions p on p.id = g.promotion_id
        where g.order_id = any(${ids}::uuid[]) order by g.order_id, g.position`,
    currentShipping(),
  ]);
  const of = (rows: readonly postgres.Row[]) => Map.groupBy(rows, (row) => row.order_id as string);
  const [linesOf, holdsOf, shipmentsOf] = [of(lines), of(holds), of(shipments)];
  const [documentsOf, promotionsOf] = [of(documents), of(promotions)];
  return orders.map((order) =>
    toOrderDto(order, {
      book,
      lines: linesOf.get(order.id) ?? [],
      holds: holdsOf.get(order.id) ?? [],
      shipments: shipmentsOf.get(order.id) ?? [],
      documents: documentsOf.get(order.id) ?? [],
      promotions: promotionsOf.get(order.id) ?? [],
    }),
  );
}
