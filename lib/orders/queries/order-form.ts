import { connection } from "@/db/client";
import { toDecimalString } from "@/lib/core/money";
import type { Address } from "@/lib/customers/rules/address";
import { isChinese } from "@/lib/i18n/rules/languages";
import { readOrders } from "@/lib/orders/lock-order";
import { promotedOn } from "@/lib/orders/rules/change-promotions";
import { offerOf } from "@/lib/orders/rules/named-service";
import { promotionsOfOrders } from "@/lib/promotions/load-given";
import { currentShipping } from "@/lib/shipping/load-shipping";
import { findItems } from "./find-items";
import { getOrderPage } from "./order-page";

/** What the order form offers: channels, tax rates and the shop's country. */
export async function orderFormChoices(language: string) {
  const [row] = await connection().sql`
    select
      (select coalesce(jsonb_agg(jsonb_build_object('code', code, 'name', case when ${isChinese(language)} and name_zh <> '' then name_zh else name end,
         'currency', currency, 'pricesIncludeTax', prices_include_tax) order by (kind <> 'manual'), created_at, code), '[]')
       from channels where active) as channels,
      (select coalesce(jsonb_object_agg(country || ' ' || tax_class, rate::text), '{}') from tax_rates) as rates,
      (select address->>'country' from shops where id = 1) as country`;
  return {
    channels: (row?.channels ?? []) as { code: string; name: string; currency: string; pricesIncludeTax: boolean }[],
    taxRates: (row?.rates ?? {}) as Record<string, string>,
    country: (row?.country as string | null) ?? "",
  };
}

const noAddress: Address = {
  name: "",
  company: "",
  phone: "",
  line1: "",
  line2: "",
  district: "",
  city: "",
  region: "",
  postcode: "",
  country: "",
};

/** An empty order form. */
export function startOfOrder(channel: string, country: string) {
  return {
    channel,
    externalId: "",
    paymentMethod: "bank_transfer",
    paymentReference: "",
    paid: false,
    customer: { number: "", name: "", company: "", email: "", phone: "" },
    pickup: false,
    shipTo: { ...noAddress, country },
    lines: [],
    shipping: "",
    discount: "",
    coupons: [] as string[],
    shippingService: "standard",
    service: "",
    buyerMessage: "",
    sellerNote: "",
    gift: false,
    flag: "",
    promisedAt: "",
  };
}

/** A draft as the form takes it up again; null when there is no such draft. Its discounts come back per line. */
export async function getDraft(number: string, language: string) {
  const [[state], page, book] = await Promise.all([
    readOrders(connection(), [number]),
    getOrderPage(number),
    currentShipping(),
  ]);
  if (!state || !page || state.stage !== "draft") return null;
  // Promotions are looked at anew: what they took off is no discount that somebody typed.
  const promotions = (await promotionsOfOrders(connection(), [state.id])).get(state.id) ?? [];
  const fee = promotions.reduce((sum, { shippingMinor }) => sum + shippingMinor, state.shippingMinor);
  const { order, channel, customer } = page;
  const lines = await Promise.all(
    state.lines.map(async (line) => {
      const typed = line.discountMinor - promotedOn(promotions, line.id);
      const [hit] = line.sku ? await findItems(line.sku, state.currency, language) : [];
      return {
        key: line.id,
        item: hit ?? {
          sku: line.sku,
          barcode: null,
          title: line.title,
          spec: "",
          unitPrice: null,
          taxClass: "standard",
          madeToOrder: line.madeToOrder,
          backorderAllowed: false,
          free: [],
        },
        quantity: String(line.ordered),
        unitPrice: line.unitPrice.replace(/(\.\d{2,}?)0+$/, "$1"),
        discount: typed === 0n ? "" : toDecimalString(typed, state.currency),
      };
    }),
  );
  return {
    number: state.number,
    version: state.version,
    draft: {
      ...startOfOrder(channel.code, ""),
      externalId: order.externalId ?? "",
      paymentMethod: order.paymentMethod,
      paymentReference: order.paymentReference,
      customer: {
        number: customer?.number ?? "",
        name: order.contactName,
        company: customer?.company ?? "",
        email: order.contactEmail ?? "",
        phone: order.contactPhone ?? "",
      },
      pickup: order.shipTo === null,
      shipTo: { ...noAddress, ...order.shipTo },
      lines,
      shipping: fee === 0n ? "" : toDecimalString(fee, state.currency),
      coupons: promotions.flatMap(({ code, source }) => (code !== null && source === "promotion" ? [code] : [])),
      shippingService: order.shippingService,
      service: offerOf(book, state.shippingServiceId)?.service.code ?? "",
      buyerMessage: order.buyerMessage,
      sellerNote: order.sellerNote,
      gift: order.gift,
      flag: order.flag ?? "",
    },
  };
}
