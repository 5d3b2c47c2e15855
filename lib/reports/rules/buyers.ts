import type { Minor } from "@/lib/core/money";

/** Who bought: whose first order ever lies in the period, who had one before it, and orders of nobody on file. */
export const buyerGroups = ["new", "returning", "unknown"] as const;
export type BuyerGroup = (typeof buyerGroups)[number];
/** Those that can be told apart; the orders of nobody on file are those of the empty customer. */
export const buyerKinds = ["new", "returning"] as const;
export type BuyerKind = (typeof buyerKinds)[number];

/** Customers are those who placed an order in the period; net is of all entries in it, refunds of earlier orders included. */
export type BuyerFigures = { customers: number; orders: number; net: Minor };
export type BuyerSums = Record<BuyerGroup, BuyerFigures>;
export type BuyerSum = BuyerFigures & { group: BuyerGroup };

/** Each group once, also one without anybody. */
export function buyersOf(sums: readonly BuyerSum[]): BuyerSums {
  const of = (group: BuyerGroup): BuyerFigures => {
    const { customers, orders, net } = sums.find((sum) => sum.group === group) ?? { customers: 0, orders: 0, net: 0n };
    return { customers: group === "unknown" ? 0 : customers, orders, net };
  };
  return { new: of("new"), returning: of("returning"), unknown: of("unknown") };
}

/** Which part of the customers had bought before; null without customers. */
export function returningShare({ new: fresh, returning }: BuyerSums): number | null {
  const all = fresh.customers + returning.customers;
  return all > 0 ? returning.customers / all : null;
}

export function hasBuyers(sums: BuyerSums): boolean {
  return buyerGroups.some((group) => {
    const { customers, orders, net } = sums[group];
    return customers !== 0 || orders !== 0 || net !== 0n;
  });
}
