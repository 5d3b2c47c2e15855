import type { Actor } from "@/lib/actor";
import { run } from "@/lib/command";
import { mapShippingWords } from "@/lib/orders/commands/map-shipping-words";
import { addCarriers } from "@/lib/shipping/commands/add-carriers";
import { must } from "./must";
import type { ChannelCode } from "./rhythm";

/** What the buyers of a channel choose, in its words; nothing where the channel does not say. */
export function chosenWords(channel: ChannelCode, country: string, express: boolean): string | undefined {
  if (channel === "counter") return undefined;
  if (country === "CN") return express ? "顺丰特快" : undefined;
  if (country === "GB") return express ? "Royal Mail Tracked 24" : "Royal Mail Tracked 48";
  return country === "US" || country === "JP" ? "DHL Express Worldwide" : "GLS Parcel";
}

type Mapped = { channel: ChannelCode | null; words: string; service: string };

/** "standard" is what stands where a channel says nothing. GLS stays for whoever opens the settings. */
const mapped: readonly Mapped[] = [
  { channel: null, words: "顺丰特快", service: "sf-express" },
  { channel: null, words: "Royal Mail Tracked 24", service: "royal-mail-24" },
  { channel: null, words: "Royal Mail Tracked 48", service: "royal-mail-48" },
  { channel: null, words: "DHL Express Worldwide", service: "dhl-worldwide" },
  { channel: "taobao", words: "standard", service: "zto-standard" },
  { channel: "douyin", words: "standard", service: "yto-standard" },
  { channel: "pinduoduo", words: "standard", service: "jd-standard" },
];

/** Who takes the parcels of orders that say nothing else, by their channel. */
export const usualCarriers: Partial<Record<ChannelCode, string>> = {
  taobao: "中通快递",
  douyin: "圆通速递",
  pinduoduo: "京东物流",
};

/** Who takes a parcel of those words. */
export function carrierOfWords(words: string | undefined): string | undefined {
  if (words === undefined) return undefined;
  if (words.startsWith("Royal Mail")) return "Royal Mail";
  if (words.startsWith("DHL")) return "DHL Express";
  return words === "顺丰特快" ? "顺丰速运" : undefined;
}

/** Carriers of Leeds beside those of Shanghai, and what the channels' words stand for. */
export async function openShipping(owner: Actor, now: Date): Promise<void> {
  must(await run(addCarriers, owner, { codes: ["royal-mail", "dpd", "evri", "gls"] }, { now }));
  for (const input of mapped) must(await run(mapShippingWords, owner, input, { now }));
}
