import { useTranslations } from "next-intl";
import type { StockFacts, StockWarning } from "@/lib/inventory/rules/stock-warning";

type WarningTextProps = {
  facts: Pick<StockFacts, "free" | "waiting" | "reorderPoint">;
  warning: StockWarning;
  orders: number;
};

/** Why an item is warned about, with its numbers. */
export function WarningWhy({ facts, warning, orders }: WarningTextProps) {
  const t = useTranslations("stock.warnings");
  const point = facts.reorderPoint ?? 0;
  if (warning.kind === "short_of_orders")
    return t("short", { orders, waiting: facts.waiting, free: Math.max(facts.free, 0) });
  return warning.kind === "out" ? t("out", { point }) : t("below", { free: facts.free, point });
}

/** What to buy and how that number came about: "Refill to 40, the sales of 28 days + 12 waited for − 4 free". */
export function WarningAdvice({ warning, atLeast }: { warning: StockWarning; atLeast: number | null }) {
  const t = useTranslations("stock.warnings");
  const { why, toOrder } = warning;
  const parts = [
    t(`target.${why.rule}`, { target: why.target }),
    why.waiting > 0 ? `+ ${t("plus", { waiting: why.waiting })}` : "",
    why.free > 0 ? `− ${t("free", { free: why.free })}` : "",
    why.incoming > 0 ? `− ${t("minus", { incoming: why.incoming })}` : "",
    atLeast && toOrder === atLeast ? `(${t("atLeast", { quantity: atLeast })})` : "",
  ];
  return parts.filter(Boolean).join(" ");
}
