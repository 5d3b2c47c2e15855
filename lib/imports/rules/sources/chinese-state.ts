import { simplified } from "@/lib/core/simplified";
import type { ChannelState } from "../channel-order";

/** What the words of a Chinese marketplace's order status mean; the first that fits decides. */
const MEANINGS: readonly (readonly [RegExp, ChannelState])[] = [
  [/部分[发出]货/, { kind: "refused", code: "partly_fulfilled" }],
  [/关闭|取消|退款成功|已退款|拒收|不成立/, { kind: "closed", code: "cancelled_there" }],
  [/等待买家付款|待付款|待支付|未付款|未支付/, { kind: "live", paid: false }],
  [/待[发出]货|等待卖家[发出]货|待出库|备货|未[发出]货|待成团|待分享/, { kind: "live", paid: true }],
  [/交易成功|已完成|已收货|已签收|确认收货|交易完成/, { kind: "finished" }],
  [/已[发出]货|待收货|待签收|运[输送]中|配送中/, { kind: "sent" }],
  [/已付款|已支付|已成团/, { kind: "live", paid: true }],
];

/** Where an order stands; `afterSale` is the state of its refund, which decides where it went through. */
export function chineseState(status: string, afterSale: string): ChannelState {
  const found = MEANINGS.find(([words]) => words.test(simplified(status)))?.[1];
  if (!found) return { kind: "refused", code: "unknown_status" };
  // Refunded after it was received it is history with a refund; before it left, nothing was sold.
  if (isRefunded(afterSale) && found.kind === "live") return { kind: "closed", code: "refunded_there" };
  return found;
}

export function isRefunded(afterSale: string): boolean {
  return /退款成功|已退款|全额退款/.test(simplified(afterSale));
}
