import { assert } from "@/lib/core/result";
import type { Source } from "./reading";
import { douyin } from "./sources/douyin";
import { generic } from "./sources/generic";
import { onlineRetail } from "./sources/online-retail";
import { pinduoduo } from "./sources/pinduoduo";
import { shopify } from "./sources/shopify";
import { taobao } from "./sources/taobao";
import { woocommerce } from "./sources/woocommerce";

/** Every shop whose files are known; the last one reads anything, by hand. */
export const sources: readonly Source[] = [shopify, woocommerce, taobao, pinduoduo, douyin, onlineRetail, generic];

export function sourceOf(name: string): Source {
  const found = sources.find((source) => source.name === name);
  assert(found, `there is no source "${name}"`);
  return found;
}

/** The shop a file with these columns most likely comes from. */
export function detectSource(header: readonly string[]): Source {
  let best = { source: generic, confidence: LEAST_CONFIDENCE };
  for (const source of sources) {
    const confidence = source.detect(header);
    if (confidence > best.confidence) best = { source, confidence };
  }
  return best.source;
}

const LEAST_CONFIDENCE = 0.6;
