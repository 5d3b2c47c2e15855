import type { Minor } from "@/lib/core/money";

/** What an order has at most one of that stands. */
export const documentKinds = ["invoice", "receipt"] as const;
export type DocumentKind = (typeof documentKinds)[number];

/** An invoice or receipt of an order that stands; money in minor units of the order's currency. */
export type LiveDocument = {
  id: string;
  kind: DocumentKind;
  number: string;
  totalMinor: Minor;
  /** What credit notes took off it. */
  creditedMinor: Minor;
  /** What was given back of its order's goods and charges until now, whether before it was issued or since. */
  givenBackMinor: Minor;
  /** What it says is kept; documents of old are filled in before their order changes first. */
  kept: boolean;
};
