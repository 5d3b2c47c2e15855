import { getLocale, getTranslations } from "next-intl/server";
import { StillPart } from "@/components/still/still";
import { Badge } from "@/components/ui/badge";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { AppLink } from "@/components/ui/link";
import { Money } from "@/components/ui/money";
import { leftOn } from "@/lib/orders/rules/change-promotions";
import type { OrderState } from "@/lib/orders/rules/state";
import type { GivenPromotion } from "@/lib/promotions/load-given";
import { givenBy } from "@/lib/promotions/rules/order-promotion";
import { reasonSentence } from "./promotion-words";
import type { sentenceOf } from "./sentence-of";

type OrderPromotionsProps = {
  order: OrderState;
  given: readonly GivenPromotion[];
  says: Awaited<ReturnType<typeof sentenceOf>>;
  /** Whether the reader may open promotions. */
  open: boolean;
};

/** Why this price: each promotion with what it took off, by the terms of then; those that gave nothing on request. */
export async function OrderPromotionsCard({ order, given, says, open }: OrderPromotionsProps) {
  if (given.length === 0) return null;
  const t = await getTranslations("promotions");
  const applied = given.filter(({ applied }) => applied);
  const others = given.filter(({ applied }) => !applied);
  const part = { order, says, open };
  return (
    <StillPart>
      <Card aria-labelledby="promotions">
        <CardHeader id="promotions" title={t("ofOrder.title")} />
        <CardBody className="grid gap-3">
          {applied.length === 0 ? <p className="text-sm text-text-3">{t("ofOrder.none")}</p> : null}
          {applied.map((promotion) => (
            <Given key={promotion.id} promotion={promotion} {...part} />
          ))}
          {others.length > 0 ? (
            <details>
              <summary className="cursor-pointer text-sm text-text-2">
                {t("ofOrder.others", { count: others.length })}
              </summary>
              <div className="mt-2 grid gap-3">
                {others.map((promotion) => (
                  <Given key={promotion.id} promotion={promotion} {...part} />
                ))}
              </div>
            </details>
          ) : null}
        </CardBody>
      </Card>
    </StillPart>
  );
}

type GivenProps = Omit<OrderPromotionsProps, "given"> & { promotion: GivenPromotion };

async function Given({ promotion, order, says, open }: GivenProps) {
  const [t, locale] = await Promise.all([getTranslations("promotions"), getLocale()]);
  const { currency } = order;
  const { name, code, number, version, terms, source, reason, seen, applied } = promotion;
  const amount = givenBy({ ...promotion, lines: leftOn(promotion, order.lines) });
  const unclaimed = typeof seen.unclaimed === "string" ? seen.unclaimed : null;
  return (
    <div className="text-sm">
      <p className="flex flex-wrap items-baseline gap-x-2">
        <span className="font-semibold">
          {open && number !== null ? (
            <AppLink href={`/promotions/${number}`} className="hover:underline">
              {name}
            </AppLink>
          ) : (
            name
          )}
        </span>
        {code ? <span className="font-mono text-xs">{code}</span> : null}
        {source === "channel" ? <Badge dot={false}>{t("ofOrder.channel")}</Badge> : null}
        {applied && amount > 0n ? (
          <Money minor={-amount} currency={currency} className="ms-auto font-semibold" />
        ) : null}
      </p>
      {terms && source === "promotion" ? (
        <p className="text-text-3 text-xs">
          {says(terms)} {t("ofOrder.version", { version: version ?? 1 })}
        </p>
      ) : null}
      {reason ? <p className="text-text-2">{reasonSentence(t, reason, seen, { currency, locale })}</p> : null}
      {unclaimed ? (
        <p className="text-attention">
          {t("ofOrder.unclaimed", { why: reasonSentence(t, unclaimed, seen, { currency, locale }) })}
          {typeof seen.accepted === "string" ? ` ${t("ofOrder.accepted", { by: seen.accepted })}` : null}
        </p>
      ) : null}
    </div>
  );
}
