import { type Refusal, refuse } from "@/lib/core/result";
import type { StockPosting } from "@/lib/orders/rules/plan";

/** Why a level is put right without a sale, a receipt or a transfer. Each reason says which units it moves. */
export const adjustmentReasons = [
  "count",
  "found",
  "lost",
  "damage",
  "repair",
  "scrap",
  "expired",
  "sample",
  "other",
] as const;
export type AdjustmentReason = (typeof adjustmentReasons)[number];

type Level = { onHand: number; damaged: number; available: number };
export type Adjustment = { reason: AdjustmentReason; quantity: number };
export type AdjustmentRefusal = "not_enough_free" | "not_enough_damaged" | "nothing_changes";

/**
 * What an adjustment posts: a count sets on hand to what was found; damage and repair move units between good and
 * damaged; scrap takes damaged units away; the others add or take good ones. Units promised to orders cannot be taken.
 */
export function planAdjustment(
  level: Level,
  { reason, quantity }: Adjustment,
): Pick<StockPosting, "onHand" | "damaged" | "reason"> | Refusal<AdjustmentRefusal> {
  const change = changeOf(level, reason, quantity);
  if (change.onHand === 0 && change.damaged === 0) return refuse("nothing_changes", { onHand: level.onHand });
  if (level.damaged + change.damaged < 0) {
    return refuse("not_enough_damaged", { damaged: level.damaged, requested: quantity });
  }
  const freeAfter = level.available + change.onHand - change.damaged;
  if (freeAfter < 0) {
    return refuse("not_enough_free", {
      free: Math.max(level.available, 0),
      requested: change.damaged - change.onHand,
      onHand: level.onHand,
    });
  }
  return { ...change, reason: ledgerReason[reason] };
}

function changeOf(level: Level, reason: AdjustmentReason, quantity: number): { onHand: number; damaged: number } {
  switch (reason) {
    case "count":
      return { onHand: quantity - level.onHand, damaged: 0 };
    case "found":
    case "other":
      return { onHand: quantity, damaged: 0 };
    case "lost":
    case "expired":
    case "sample":
      return { onHand: -quantity, damaged: 0 };
    case "damage":
      return { onHand: 0, damaged: quantity };
    case "repair":
      return { onHand: 0, damaged: -quantity };
    case "scrap":
      return { onHand: -quantity, damaged: -quantity };
  }
}

const ledgerReason: Record<AdjustmentReason, StockPosting["reason"]> = {
  count: "count",
  found: "adjust",
  lost: "adjust",
  damage: "damage",
  repair: "repair",
  scrap: "write_off",
  expired: "write_off",
  sample: "adjust",
  other: "adjust",
};
