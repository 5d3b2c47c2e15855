import { useTranslations } from "next-intl";
import { ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { toShip } from "@/lib/orders/rules/stage";
import type { OrderState } from "@/lib/orders/rules/state";

/** Why the items of this order cannot be changed, and the way on. */
export function ChangeBlocked({ order }: { order: OrderState }) {
  const t = useTranslations("change");
  const orders = useTranslations("orders");
  const why = whyNot(order);
  return (
    <Card>
      <EmptyState
        kind="not-allowed"
        title={t(`blocked.${why}`)}
        text={t(`blockedText.${why}`)}
        action={
          <>
            {why === "draft" ? (
              <ButtonLink variant="primary" href={`/orders/new?draft=${encodeURIComponent(order.number)}`}>
                {orders("action.finish")}
              </ButtonLink>
            ) : null}
            <ButtonLink href={`/orders/${order.number}`}>{t("back", { number: order.number })}</ButtonLink>
          </>
        }
      />
    </Card>
  );
}

function whyNot({ stage, lines }: OrderState): "draft" | "cancelled" | "completed" | "shipped" | "other" {
  if (stage === "draft" || stage === "cancelled" || stage === "completed") return stage;
  return lines.some((line) => toShip(line) > 0) ? "other" : "shipped";
}
