import type { Day } from "@/lib/core/dates";
import type { Minor } from "@/lib/core/money";
import type { Locale } from "@/lib/i18n/locales";

/** Documents are in every language that the screens are in. */
export type DocumentLanguage = Locale;

/** Who sends: stands at the head of every document. */
export type ShopDto = {
  readonly name: string;
  readonly addressLines: readonly string[];
  /** ISO 3166 two letters: addresses within it leave the country away. */
  readonly country: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly website: string | null;
  readonly taxNumber: string | null;
  readonly timeZone: string;
};

export type AddressDto = {
  readonly name: string;
  readonly company: string | null;
  readonly line1: string;
  readonly line2: string | null;
  /** 区县 of a Chinese address. */
  readonly district: string | null;
  readonly city: string | null;
  readonly region: string | null;
  readonly postcode: string | null;
  /** ISO 3166 two letters, or the country's name where a channel sends nothing better. */
  readonly country: string | null;
  readonly phone: string | null;
};

export type PickListDto = {
  readonly shop: ShopDto;
  readonly number: string;
  readonly location: string;
  readonly picker: string | null;
  readonly createdAt: Date;
  /** In the order of the slots or totes they are picked into. */
  readonly orders: readonly PickListOrderDto[];
  readonly lines: readonly PickListLineDto[];
};

export type PickListOrderDto = {
  readonly number: string;
  readonly customer: string;
  readonly promisedDay: Day | null;
  readonly urgent: boolean;
  readonly note: string | null;
};

export type PickListLineDto = {
  readonly bin: string | null;
  readonly sku: string;
  readonly name: string;
  readonly options: string | null;
  readonly barcode: string | null;
  /** What each order takes; their sum is what leaves the bin. */
  readonly takes: readonly { readonly order: string; readonly quantity: number }[];
};

export type PackingSlipDto = {
  readonly shop: ShopDto;
  /** The customer's; the language asked for otherwise. */
  readonly language?: DocumentLanguage;
  readonly order: string;
  readonly shipment: string | null;
  readonly placedAt: Date;
  readonly channel: string | null;
  readonly carrier: string | null;
  readonly tracking: string | null;
  readonly shipTo: AddressDto;
  readonly lines: readonly PackingSlipLineDto[];
  readonly giftMessage: string | null;
  readonly buyerMessage: string | null;
  /** How to send something back, in the shop's words. */
  readonly returnsText: string | null;
};

export type PackingSlipLineDto = {
  readonly sku: string;
  readonly name: string;
  readonly options: string | null;
  readonly ordered: number;
  /** In this parcel. */
  readonly quantity: number;
  /** Still to come, in a parcel of its own. */
  readonly toFollow: number;
};

export type ShippingLabelDto = {
  readonly language?: DocumentLanguage;
  readonly from: ShopDto;
  readonly to: AddressDto;
  readonly carrier: string;
  readonly service: string | null;
  /** Goes into the bars: ASCII, as the carrier gave it. */
  readonly tracking: string;
  readonly order: string;
  readonly parcel: number;
  readonly parcels: number;
  readonly weightGrams: number | null;
  readonly cashOnDelivery: { readonly amount: Minor; readonly currency: string } | null;
  readonly contents: string | null;
  readonly shippedDay: Day;
};

export type InvoiceDto = {
  readonly kind: "invoice" | "receipt" | "credit_note";
  readonly shop: ShopDto;
  readonly language?: DocumentLanguage;
  readonly number: string;
  readonly issuedDay: Day;
  readonly dueDay: Day | null;
  readonly order: string;
  readonly orderedAt: Date;
  /** The number of the invoice that a credit note takes back. */
  readonly corrects: string | null;
  readonly billTo: AddressDto;
  readonly shipTo: AddressDto | null;
  readonly customerTaxNumber: string | null;
  readonly currency: string;
  readonly lines: readonly InvoiceLineDto[];
  readonly discounts: readonly { readonly label: string; readonly amount: Minor }[];
  readonly shipping: Minor;
  /** True when prices contain the tax, as in a shop for consumers in Europe or China. */
  readonly taxIncluded: boolean;
  readonly taxes: readonly InvoiceTaxDto[];
  readonly total: Minor;
  readonly payments: readonly { readonly method: string; readonly day: Day; readonly amount: Minor }[];
  readonly note: string | null;
};

export type InvoiceLineDto = {
  readonly sku: string;
  readonly name: string;
  readonly options: string | null;
  readonly quantity: number;
  /** Exact decimal, possibly finer than the minor unit. */
  readonly unitPrice: string;
  /** "0.2" for 20 %; null for a line outside tax. */
  readonly taxRate: string | null;
  readonly amount: Minor;
};

/** What the tax authority wants to see: per rate, the amount that is taxed and the tax. */
export type InvoiceTaxDto = {
  readonly label: string;
  readonly rate: string;
  readonly net: Minor;
  readonly tax: Minor;
};
