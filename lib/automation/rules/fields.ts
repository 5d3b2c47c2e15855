import { holdTypes } from "@/lib/orders/rules/hold-types";
import { paymentMethods } from "@/lib/orders/rules/payment-methods";
import { stages } from "@/lib/orders/rules/stage";
import { type Condition, leavesOf } from "./conditions";
import { type LineFacts, type OrderFacts, weekdays } from "./facts";

/** What a field is decides how it is compared and what it is compared with. */
export type FieldType = "number" | "money" | "text" | "choice" | "list" | "flag";

export const operators = {
  number: ["at_least", "at_most", "more_than", "less_than", "equals"],
  money: ["at_least", "at_most", "more_than", "less_than", "equals"],
  text: ["contains", "contains_none", "starts_with", "is_one_of", "is_none_of"],
  choice: ["is_one_of", "is_none_of"],
  list: ["has_any", "has_all", "has_none"],
  flag: ["is"],
} as const satisfies Record<FieldType, readonly string[]>;
export type Operator = (typeof operators)[FieldType][number];

export type Field<Facts> = {
  type: FieldType;
  of: (facts: Facts) => unknown;
  group: "order" | "promotion" | "customer" | "destination" | "time" | "event";
  /** Values it may have, where these are few and known; `channels` and the like are the shop's own. */
  choices?: readonly string[] | "channels" | "countries" | "currencies" | "categories" | "services" | "promotions";
  whole?: boolean;
  /** Smallest and largest number it is compared with. */
  least?: number;
  most?: number;
  /** Triggers it says something of; all where absent. */
  triggers?: readonly string[];
};

/**
 * The one table of what can be asked of an order: the editor offers it, the validator holds conditions against it, the
 * evaluator reads by it.
 */
export const fields = {
  channel: { type: "choice", group: "order", choices: "channels", of: (order) => order.channel },
  currency: { type: "choice", group: "order", choices: "currencies", of: (order) => order.currency },
  total: { type: "money", group: "order", of: (order) => order.total },
  margin: { type: "number", group: "order", least: -1000, most: 100, of: (order) => order.margin },
  units: { type: "number", group: "order", whole: true, least: 0, of: (order) => order.units },
  paymentMethod: {
    type: "choice",
    group: "order",
    choices: paymentMethods,
    of: (order) => order.paymentMethod,
  },
  paid: { type: "flag", group: "order", of: (order) => order.paid },
  stage: { type: "choice", group: "order", choices: stages, of: (order) => order.stage },
  held: { type: "flag", group: "order", of: (order) => order.held },
  tags: { type: "list", group: "order", of: (order) => order.tags },
  gift: { type: "flag", group: "order", of: (order) => order.gift },
  service: { type: "choice", group: "order", choices: "services", of: (order) => order.service },
  shippingService: { type: "text", group: "order", of: (order) => order.shippingService },
  buyerMessage: { type: "text", group: "order", of: (order) => order.buyerMessage },
  coupons: { type: "list", group: "promotion", of: (order) => order.coupons },
  hasCoupon: { type: "flag", group: "promotion", of: (order) => order.coupons.length > 0 },
  promotions: { type: "list", group: "promotion", choices: "promotions", of: (order) => order.promotions },
  hasPromotion: { type: "flag", group: "promotion", of: (order) => order.promotions.length > 0 },
  promotionDiscount: { type: "money", group: "promotion", of: (order) => order.promotionDiscount },
  customerTags: { type: "list", group: "customer", of: (order) => order.customerTags },
  earlierOrders: {
    type: "number",
    group: "customer",
    whole: true,
    least: 0,
    most: 100,
    of: (order) => order.earlierOrders,
  },
  newCustomer: { type: "flag", group: "customer", of: (order) => order.newCustomer },
  country: { type: "choice", group: "destination", choices: "countries", of: (order) => order.country },
  region: { type: "text", group: "destination", of: (order) => order.region },
  city: { type: "text", group: "destination", of: (order) => order.city },
  postcode: { type: "text", group: "destination", of: (order) => order.postcode },
  placedHour: { type: "number", group: "time", whole: true, least: 0, most: 23, of: (order) => order.placedHour },
  placedWeekday: { type: "choice", group: "time", choices: weekdays, of: (order) => order.placedWeekday },
  promisedWithin: { type: "number", group: "time", least: -8760, most: 8760, of: (order) => order.promisedWithin },
  holdType: {
    type: "choice",
    group: "event",
    choices: holdTypes,
    triggers: ["held"],
    of: (order) => order.holdType,
  },
  trackingStatus: {
    type: "choice",
    group: "event",
    choices: ["in_transit", "out_for_delivery", "delivered", "failed", "returned_to_sender"],
    triggers: ["tracked", "delivery_failed"],
    of: (order) => order.trackingStatus,
  },
} as const satisfies Record<string, Field<OrderFacts>>;
export type FieldName = keyof typeof fields;
export const fieldNames = Object.keys(fields) as FieldName[];

export const lineFields = {
  sku: { type: "text", group: "order", of: (line) => line.sku },
  title: { type: "text", group: "order", of: (line) => line.title },
  category: { type: "choice", group: "order", choices: "categories", of: (line) => line.category },
  quantity: { type: "number", group: "order", whole: true, least: 0, of: (line) => line.quantity },
  amount: { type: "money", group: "order", of: (line) => line.amountMinor },
  madeToOrder: { type: "flag", group: "order", of: (line) => line.madeToOrder },
  unmapped: { type: "flag", group: "order", of: (line) => line.unmapped },
} as const satisfies Record<string, Field<LineFacts>>;
export type LineFieldName = keyof typeof lineFields;
export const lineFieldNames = Object.keys(lineFields) as LineFieldName[];

/** The field as the table types it in general. */
export function fieldOf(name: FieldName): Field<OrderFacts> {
  return fields[name];
}

export function lineFieldOf(name: LineFieldName): Field<LineFacts> {
  return lineFields[name];
}

/** Whether one of these rules asks for what promotions and coupons did. */
export function asksForPromotions(rules: readonly { conditions: readonly Condition[] }[]): boolean {
  return rules.some(({ conditions }) =>
    leavesOf(conditions).some((leaf) => leaf.kind === "order" && fieldOf(leaf.field).group === "promotion"),
  );
}
