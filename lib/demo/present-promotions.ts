import { run } from "@/lib/command";
import { receiveOrder } from "@/lib/orders/commands/receive-order";
import { addCoupons } from "@/lib/promotions/commands/add-coupons";
import { savePromotion } from "@/lib/promotions/commands/save-promotion";
import { must } from "./must";
import type { PresentFacts } from "./present";

const buyers = [
  {
    name: "沈知遥",
    email: "zhiyao.shen@example.com",
    phone: "13816042275",
    line1: "愚园路 1088 弄 12 号",
    district: "长宁区",
  },
  {
    name: "贺云舟",
    email: "yunzhou.he@example.com",
    phone: "13918730046",
    line1: "衡山路 534 号 6 楼",
    district: "徐汇区",
  },
] as const;

/** A coupon that new customers know, one promotion that works by itself, and what was ordered with them today. */
export async function arrangePromotions({ people, now }: PresentFacts): Promise<void> {
  const { manager, support } = people;
  const since = new Date(now.getTime() - 20 * 86_400_000);
  const at = (minutes: number) => ({ now: new Date(now.getTime() - minutes * 60_000) });
  const from = since.toISOString();
  const welcome = {
    name: "Welcome 新客礼",
    terms: {
      ...{ kind: "percent", percent: "10", byCoupon: true, from },
      minimumSpend: { CNY: "100.00", GBP: "15.00", EUR: "18.00" },
    },
    coupon: { code: "WELCOME10", limitTotal: 200, limitPerCustomer: 1 },
  };
  must(await run(savePromotion, manager, welcome, { now: since }));
  const threeForTwo = {
    name: "Three for two on chopstick rests",
    terms: {
      ...{ kind: "buy_get", buy: 2, get: 1, percent: "100", byCoupon: false, from },
      ...{ skus: ["TW111"], channels: ["web-uk"] },
    },
  };
  must(await run(savePromotion, manager, threeForTwo, { now: since }));
  const summer = {
    name: "Summer 夏日免邮",
    terms: { kind: "free_shipping", minimumSpend: { CNY: "199.00" }, byCoupon: true },
  };
  const { number } = must(await run(savePromotion, manager, summer, { now: since }));
  must(await run(addCoupons, manager, { number, count: 25, prefix: "SUMMER-", limitTotal: 1 }, { now: since }));
  for (const [index, { name, email, phone, line1, district }] of buyers.entries()) {
    const order = {
      ...{ channel: "manual", paymentMethod: "cod", coupons: ["WELCOME10"], shipping: "12.00" },
      customer: { name, email, phone },
      shipTo: { name, phone, line1, district, city: "上海", region: "上海", postcode: "200050", country: "CN" },
      lines: [
        { sku: "TW106", quantity: 2 + index },
        { sku: "TW111", quantity: 1 },
      ],
    };
    must(await run(receiveOrder, support, order, at(34 - 9 * index)));
  }
  const rests = {
    ...{ channel: "web-uk", paymentMethod: "bank_transfer" },
    customer: { name: "Imogen Hartley", email: "imogen.hartley@example.com" },
    shipTo: {
      ...{ name: "Imogen Hartley", line1: "27 Kirkgate", city: "Leeds", postcode: "LS2 7DR", country: "GB" },
    },
    lines: [{ sku: "TW111", quantity: 3 }],
  };
  must(await run(receiveOrder, support, rests, at(12)));
}
