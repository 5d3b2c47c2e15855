import { quoteAction } from "@/app/(back-office)/orders/new/actions";
import { usePreview } from "@/components/orders/use-preview";
import type { QuotedPromotion } from "@/lib/promotions/queries/quote-order";
import { type Draft, inputOf, type ShownTotals } from "./draft-state";

export type PricedDraft = {
  promotions: QuotedPromotion[];
  /** Why coupons do not hold, by their codes in capitals. */
  refused: ReadonlyMap<string, string>;
  message: string | null;
  totals: ShownTotals | null;
  /** Typing has not rested yet, or the answer is under way. */
  looking: boolean;
};

/** What the house's promotions do for an order while it is typed, by the server's own rule. */
export function usePricing(draft: Draft, on: boolean): PricedDraft {
  const input = on && draft.lines.length > 0 ? inputOf(draft, null) : null;
  const { answer, fresh, looking } = usePreview(input ? JSON.stringify(input) : "", () => quoteAction(input));
  if (!answer || !fresh) return { promotions: [], refused: new Map(), message: null, totals: null, looking };
  if (!answer.ok) return { promotions: [], refused: new Map(), message: answer.message, totals: null, looking };
  const { promotions, totals } = answer.quote;
  return {
    promotions,
    refused: new Map(answer.refused.map(({ code, message }) => [code.toUpperCase(), message])),
    message: null,
    totals: {
      itemsMinor: BigInt(totals.itemsMinor),
      discountMinor: BigInt(totals.discountMinor),
      shippingMinor: BigInt(totals.shippingMinor),
      taxMinor: BigInt(totals.taxMinor),
      totalMinor: BigInt(totals.totalMinor),
    },
    looking,
  };
}
