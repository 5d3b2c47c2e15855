import type promises from "@/lib/i18n/messages/en/promises.json";

/** What is promised is said in words that the owner reads: no promise compiles without them. */
export type PromiseName = keyof typeof promises;

/** One promise of the house as a query that finds the rows which break it. */
export type Check = { name: PromiseName; sql: string };
