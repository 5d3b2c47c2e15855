import { getTranslations } from "next-intl/server";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { KeyValue, KeyValues } from "@/components/ui/key-value";
import { TextLink } from "@/components/ui/link";
import { Money } from "@/components/ui/money";
import type { Actor } from "@/lib/actor";
import { getPromotionFigures } from "@/lib/promotions/queries/promotion-page";

/** What a promotion gave, by currency, with the orders it is the sum of; the page does not wait for it. */
export async function FiguresCard({ number, id, actor }: { number: number; id: string; actor: Actor }) {
  const [t, figures] = await Promise.all([getTranslations("promotions.figures"), getPromotionFigures(actor, id)]);
  return (
    <Card aria-labelledby="figures">
      <CardHeader id="figures" title={t("title")} />
      <CardBody className="grid gap-4">
        {figures.length === 0 ? <p className="text-sm text-text-3">{t("none")}</p> : null}
        {figures.map(({ currency, orders, itemsMinor, shippingMinor, totalMinor }) => (
          <KeyValues key={currency}>
            <KeyValue label={t("orders")}>
              <TextLink href={`/orders?promotion=${number}&currency=${currency}`}>
                {t("count", { count: orders })}
              </TextLink>
            </KeyValue>
            <KeyValue label={t("items")}>
              <Money minor={itemsMinor} currency={currency} />
            </KeyValue>
            {shippingMinor === "0" ? null : (
              <KeyValue label={t("shipping")}>
                <Money minor={shippingMinor} currency={currency} />
              </KeyValue>
            )}
            <KeyValue label={t("total")} total>
              <Money minor={totalMinor} currency={currency} />
            </KeyValue>
          </KeyValues>
        ))}
        <p className="text-text-3 text-xs">{t("how")}</p>
      </CardBody>
    </Card>
  );
}
