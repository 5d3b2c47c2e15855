import type postgres from "postgres";
import { connection } from "@/db/client";
import { recently } from "@/lib/recent";
import {
  bookOf,
  type Carrier,
  emptyBook,
  type Mapping,
  type ShippingBook,
  type ShippingService,
} from "./rules/shipping";

let known: { version: number; book: Promise<ShippingBook> } | undefined;

/**
 * Carriers, services and mappings for commands. They are remembered as long as the shop says that none changed, which
 * every command reads anyway, so that an order on its way in asks the database nothing. Whoever changes them must ask
 * before it writes: what its transaction sees of its own changes is nobody else's yet.
 */
export async function loadShipping(tx: { sql: postgres.ISql }, shippingVersion: number): Promise<ShippingBook> {
  if (shippingVersion === 0) return emptyBook;
  if (known?.version !== shippingVersion) {
    const asked = { version: shippingVersion, book: readShipping(tx) };
    known = asked;
    // What went wrong is not remembered.
    asked.book.catch(() => {
      if (known === asked) known = undefined;
    });
  }
  return known.book;
}

/** The same for pages, which do not lock the shop's row. */
export const currentShipping = recently(() => readShipping(connection()));

/** Everything that the shop set about shipping, read now. */
export async function readShipping({ sql }: { sql: postgres.ISql }): Promise<ShippingBook> {
  const [row] = await sql<{ carriers: Carrier[]; services: ShippingService[]; mappings: Mapping[] }[]>`
    select
      (select coalesce(jsonb_agg(jsonb_build_object('id', id, 'code', code, 'name', name, 'nameZh', name_zh, 'aliases', aliases,
         'trackingUrl', tracking_url, 'trackingFormat', tracking_format, 'phone', phone, 'active', active, 'position', position,
         'version', version)), '[]') from carriers) as carriers,
      (select coalesce(jsonb_agg(jsonb_build_object('id', id, 'carrierId', carrier_id, 'code', code, 'name', name, 'nameZh', name_zh,
         'transitDaysMin', transit_days_min, 'transitDaysMax', transit_days_max, 'maxWeightGrams', max_weight_grams,
         'serves', serves, 'refuses', refuses, 'cashOnDelivery', cash_on_delivery, 'active', active, 'position', position,
         'version', version)), '[]') from shipping_services) as services,
      (select coalesce(jsonb_agg(jsonb_build_object('channelId', channel_id, 'words', words, 'serviceId', service_id)), '[]')
       from shipping_mappings) as mappings`;
  return row ? bookOf(row.carriers, row.services, row.mappings) : emptyBook;
}
