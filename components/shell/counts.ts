import type { NavKey } from "./nav";

/** What waits and what runs, as the server counted it; absent where the role may not look. */
export type Counts = {
  orders?: number;
  review?: number;
  ready?: number;
  lowStock?: number;
  refunds?: number;
  returns?: number;
  exceptions?: number;
  runningImports?: number;
};

/** Counting stops here: "1,000+". */
export const COUNT_CAP = 1000;

export const countOf: Partial<Record<NavKey, keyof Counts>> = {
  orders: "orders",
  review: "review",
  exceptions: "exceptions",
  fulfilment: "ready",
  refunds: "refunds",
  returns: "returns",
  stock: "lowStock",
};

export const countsPath = "/api/internal/counts";
