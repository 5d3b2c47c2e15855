import type { z } from "zod";
import { lineAmount, type Minor, parseMoney, toDecimalString } from "@/lib/core/money";
import type { orderLineInput, receiveOrderInput } from "@/lib/orders/inputs";
import type { Good } from "./catalogue";
import { drawPerson, firmAt, firmCount, type Person } from "./people";
import type { Random } from "./random";
import type { ChannelCode } from "./rhythm";
import { chosenWords } from "./shipping";
import { buyerMessages, sellerNotes, tags } from "./words";

export type OrderInput = z.input<typeof receiveOrderInput>;
export type LineInput = z.input<typeof orderLineInput>;

const countries: Readonly<Record<ChannelCode, readonly (readonly [country: string, weight: number])[]>> = {
  "web-uk": [
    ["GB", 80],
    ["US", 10],
    ["IE", 5],
    ["JP", 5],
  ],
  "web-eu": [
    ["DE", 50],
    ["FR", 30],
    ["NL", 20],
  ],
  taobao: [["CN", 1]],
  pinduoduo: [["CN", 1]],
  douyin: [["CN", 1]],
  wholesale: [["GB", 1]],
  manual: [["CN", 1]],
  email: [
    ["GB", 70],
    ["JP", 15],
    ["US", 15],
  ],
  counter: [["CN", 1]],
};

/** Currency of a buyer abroad who does not pay in the channel's own. */
const ownCurrency: Readonly<Record<string, string>> = { US: "USD", JP: "JPY" };
export const channelCurrency: Readonly<Record<ChannelCode, string>> = {
  "web-uk": "GBP",
  "web-eu": "EUR",
  taobao: "CNY",
  pinduoduo: "CNY",
  douyin: "CNY",
  wholesale: "GBP",
  manual: "CNY",
  email: "GBP",
  counter: "CNY",
};
/** What is added for delivery, and from which amount on nothing is. */
const postage: Readonly<Record<string, readonly [fee: string, freeFrom: string]>> = {
  CNY: ["10.00", "99.00"],
  GBP: ["3.95", "40.00"],
  EUR: ["6.90", "60.00"],
  USD: ["12.00", "90.00"],
  JPY: ["900", "9000"],
};

/** Buyers known so far, by country: many come back. */
export class Buyers {
  private readonly known = new Map<string, Person[]>();

  draw(random: Random, country: string): Person {
    const people = this.known.get(country) ?? [];
    this.known.set(country, people);
    const regulars = Math.ceil(people.length / 6);
    if (people.length > 20 && random.chance(0.5))
      return people[random.int(0, (random.chance(0.45) ? regulars : people.length) - 1)] as Person;
    const person = drawPerson(random, country);
    people.push(person);
    return person;
  }
}

export type DrawnOrder = {
  input: OrderInput;
  country: string;
  channel: ChannelCode;
  /** What the order is there to show; it is not moved on by itself. */
  scene?: string;
};

/** One order as its channel would send it. */
export function drawOrder(
  random: Random,
  facts: { channel: ChannelCode; placedAt: Date; buyers: Buyers; goods: readonly Good[]; number: number },
): DrawnOrder {
  const { channel, placedAt, buyers, number } = facts;
  const firm = channel === "wholesale" ? firmAt(random.int(0, firmCount - 1)) : null;
  const country = firm?.shipTo.country ?? random.weighted(countries[channel]);
  const buyer = firm ?? buyers.draw(random, country);
  const currency = (channel !== "wholesale" && ownCurrency[country]) || channelCurrency[channel];
  const chinese = country === "CN";
  const lines = drawLines(random, facts.goods, { chinese, wholesale: firm !== null, placedAt });
  const sale = saleOf(random, channel, lines, currency, facts.goods, placedAt);
  const { name, company, email, phone, locale } = buyer;
  const gift = random.chance(placedAt.getUTCMonth() === 11 ? 0.14 : 0.05);
  const language = chinese ? "CN" : "other";
  const made = lines.some(({ sku }) => facts.goods.some((good) => good.sku === sku && good.madeToOrder));
  const far = made ? 28 : country === "US" || country === "JP" ? 9 : chinese || country === "GB" ? 0 : 6;
  const express = far === 0 && random.chance(0.06);
  const words = chosenWords(channel, country, express);
  const input: OrderInput = {
    channel,
    placedAt: placedAt.toISOString(),
    currency,
    customer: { name, phone, locale, ...(company ? { company } : {}), ...(email ? { email } : {}) },
    shipTo: channel === "counter" ? { ...atTheCounter, name, phone } : buyer.shipTo,
    lines,
    ...sale,
    ...externalIdOf(random, channel, placedAt, number),
    ...(express || far > 0 ? { promisedAt: daysLater(placedAt, express ? 1 : far) } : {}),
    ...(words ? { shippingService: words } : {}),
    ...(random.chance(0.09) ? { buyerMessage: random.pick(buyerMessages[language]) } : {}),
    ...(random.chance(0.05) ? { sellerNote: random.pick(sellerNotes[language]) } : {}),
    ...(random.chance(0.03) ? { flag: random.pick(["red", "amber", "green", "blue", "violet"] as const) } : {}),
    ...(gift ? { gift: true } : {}),
    tags: tagsOf(random, channel, placedAt),
  };
  return { input, country, channel };
}

/** Goods are handed over where they are sold. */
const atTheCounter = {
  line1: "武康路 376 号 门店自提",
  district: "徐汇区",
  city: "上海市",
  region: "上海市",
  postcode: "200031",
  country: "CN",
};

function drawLines(
  random: Random,
  goods: readonly Good[],
  facts: { chinese: boolean; wholesale: boolean; placedAt: Date },
): LineInput[] {
  const count = facts.wholesale
    ? random.int(2, 6)
    : random.weighted([
        [1, 46],
        [2, 30],
        [3, 15],
        [4, 6],
        [6, 3],
      ]);
  const weights = goods.map((good) => [good, weightOf(good, facts)] as const);
  const chosen = new Map<string, LineInput>();
  while (chosen.size < count) {
    const good = random.weighted(weights);
    const quantity = facts.wholesale
      ? random.pick([4, 6, 6, 8, 12])
      : random.weighted([
          [1, 70],
          [2, 20],
          [3, 6],
          [4, 4],
        ]);
    const named = facts.chinese ? { title: good.titleZh, spec: good.specZh } : {};
    chosen.set(good.sku, { sku: good.sku, quantity, ...named });
  }
  return [...chosen.values()];
}

const seasons: Readonly<Record<string, readonly number[]>> = {
  SE851: [8, 9],
  SE852: [1, 2],
  SE853: [11, 12],
  SE854: [10, 11],
  SE855: [1, 2, 10, 11, 12],
};

function weightOf(good: Good, facts: { wholesale: boolean; placedAt: Date }): number {
  const season = seasons[good.product];
  if (season) return season.includes(facts.placedAt.getUTCMonth() + 1) ? 5 : 0;
  if (good.madeToOrder) return facts.wholesale ? 0 : 0.2;
  // Dear things go slower.
  const dear = Number(good.prices.CNY) > 600 ? 0.25 : Number(good.prices.CNY) > 250 ? 0.6 : 1;
  return good.popularity * dear;
}

type Sale = Pick<OrderInput, "discount" | "shipping" | "paymentMethod" | "paymentReference" | "paid">;

function saleOf(
  random: Random,
  channel: ChannelCode,
  lines: readonly LineInput[],
  currency: string,
  goods: readonly Good[],
  placedAt: Date,
): Sale {
  const items = itemsMinor(lines, currency, goods);
  const festival = placedAt.getUTCMonth() === 10 && channelCurrency[channel] === "CNY";
  const share = channel === "wholesale" ? 12 : random.chance(festival ? 0.6 : 0.12) ? random.pick([5, 8, 10, 15]) : 0;
  const discount = ((items * BigInt(share)) / 1000n) * 10n;
  const [fee, freeFrom] = postage[currency] ?? ["0", "0"];
  const free = channel === "counter" || channel === "wholesale" || items - discount >= parseMoney(freeFrom, currency);
  const shipping = free ? 0n : parseMoney(fee, currency);
  const text = (minor: Minor) => toDecimalString(minor, currency);
  return {
    discount: text(discount),
    shipping: text(shipping),
    ...paymentOf(random, channel, text(items - discount + shipping)),
  };
}

/** What the lines come to at the list's prices, or their own. */
export function itemsMinor(lines: readonly LineInput[], currency: string, goods: readonly Good[]): Minor {
  return lines.reduce((sum, { sku, quantity, unitPrice }) => {
    const listed = goods.find((good) => good.sku === sku)?.prices[currency];
    return sum + lineAmount(unitPrice ?? listed ?? "0", quantity, currency);
  }, 0n);
}

/** Channels have the money already; the office waits for transfers, couriers bring cash. */
function paymentOf(
  random: Random,
  channel: ChannelCode,
  amount: string,
): Pick<OrderInput, "paymentMethod" | "paymentReference" | "paid"> {
  if (channel === "wholesale") return { paymentMethod: "bank_transfer" };
  if (channel === "email")
    return random.chance(0.6)
      ? { paymentMethod: "bank_transfer" }
      : { paymentMethod: "card", paid: { amount, reference: `POS-${random.digits(8)}` } };
  if (channel === "manual" && random.chance(0.3)) return { paymentMethod: "bank_transfer" };
  if (channel === "manual" || (channel === "pinduoduo" && random.chance(0.12))) return { paymentMethod: "cod" };
  if (channel === "counter") return { paymentMethod: "cash", paid: { amount } };
  const reference = `${channel === "web-uk" || channel === "web-eu" ? "pi_" : ""}${random.digits(16)}`;
  return { paymentMethod: "online", paid: { amount, reference } };
}

function externalIdOf(random: Random, channel: ChannelCode, placedAt: Date, number: number): { externalId?: string } {
  const day = placedAt.toISOString().slice(2, 10).replaceAll("-", "");
  if (channel === "taobao") return { externalId: `${random.int(21, 29)}${random.digits(17)}` };
  if (channel === "pinduoduo") return { externalId: `${day}-${random.digits(15)}` };
  if (channel === "douyin") return { externalId: `69${random.digits(17)}` };
  if (channel === "web-uk") return { externalId: `#GL${10_000 + number}` };
  if (channel === "web-eu") return { externalId: `EU-${20_000 + number}` };
  return {};
}

function tagsOf(random: Random, channel: ChannelCode, placedAt: Date): string[] {
  const chosen = random.chance(0.05) ? [random.pick(tags)] : [];
  const festival = placedAt.getUTCMonth() === 10 && placedAt.getUTCDate() >= 10 && placedAt.getUTCDate() <= 12;
  return festival && channelCurrency[channel] === "CNY" ? [...chosen, "双11"] : [...chosen];
}

function daysLater(from: Date, days: number): string {
  return new Date(from.getTime() + days * 86_400_000).toISOString();
}
