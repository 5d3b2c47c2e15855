import { type ChannelOrder, parseKeepingIds, type Unreadable, unreadable } from "./channel-order";
import { readShopifyOrder } from "./shopify-order";
import { readWoocommerceOrder } from "./woocommerce-order";

export const platforms = ["shopify", "woocommerce"] as const;
export type Platform = (typeof platforms)[number];

type Conventions = {
  signatureHeader: string;
  topicHeader: string;
  /** Names one delivery: the same again is the same delivery. */
  deliveryHeader: string;
  /** Topics whose body is an order. */
  topics: readonly string[];
  read(body: unknown): ChannelOrder | Unreadable;
};

export const conventions: Record<Platform, Conventions> = {
  shopify: {
    signatureHeader: "x-shopify-hmac-sha256",
    topicHeader: "x-shopify-topic",
    deliveryHeader: "x-shopify-webhook-id",
    topics: [
      "orders/create",
      "orders/updated",
      "orders/edited",
      "orders/paid",
      "orders/cancelled",
      "orders/fulfilled",
      "orders/partially_fulfilled",
    ],
    read: readShopifyOrder,
  },
  woocommerce: {
    signatureHeader: "x-wc-webhook-signature",
    topicHeader: "x-wc-webhook-topic",
    deliveryHeader: "x-wc-webhook-delivery-id",
    topics: ["order.created", "order.updated", "order.restored"],
    read: readWoocommerceOrder,
  },
};

/** What a stored delivery says: an order, a topic that is none of ours, or why it cannot be read. */
export function readDelivery(
  platform: Platform,
  topic: string,
  body: Uint8Array,
): ChannelOrder | "other_topic" | Unreadable {
  if (topic !== "" && !conventions[platform].topics.includes(topic)) return "other_topic";
  let parsed: unknown;
  try {
    parsed = parseKeepingIds(new TextDecoder("utf-8", { fatal: true }).decode(body));
  } catch {
    return unreadable("body");
  }
  return conventions[platform].read(parsed);
}

/** Saving a webhook in WooCommerce sends this, unsigned and not JSON. */
export function isPing(platform: Platform, body: Uint8Array): boolean {
  return (
    platform === "woocommerce" && body.length < 40 && /^webhook_id=\d+$/.test(Buffer.from(body).toString("latin1"))
  );
}
