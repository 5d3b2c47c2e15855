/** Where the orders of a channel come from, which decides how they are read. */
export const channelKinds = ["manual", "import", "api", "shopify", "woocommerce", "marketplace"] as const;
export type ChannelKind = (typeof channelKinds)[number];
