/** Where order files come from. */
export const sourceNames = [
  "shopify",
  "woocommerce",
  "taobao",
  "pinduoduo",
  "douyin",
  "online-retail",
  "generic",
] as const;
export type SourceName = (typeof sourceNames)[number];
