import { useLocale, useTranslations } from "next-intl";
import { StillPart } from "@/components/still/still";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Fact, Facts } from "@/components/ui/key-value";
import { formatMoney } from "@/lib/core/money";
import { type Offer, offerName } from "@/lib/shipping/rules/shipping";

type ServiceCardProps = {
  offer: Offer | null;
  /** What the buyer chose, in the channel's words. */
  words: string;
  charge: { minor: bigint; currency: string };
};

/** How an order is sent: the shop's service, what the buyer chose, and what they pay for it. */
export function ServiceCard({ offer, words, charge }: ServiceCardProps) {
  const t = useTranslations("shipping.card");
  const locale = useLocale();
  return (
    <StillPart>
      <Card aria-labelledby="shipping">
        <CardHeader id="shipping" title={t("title")} />
        <CardBody>
          <Facts className="text-sm">
            <Fact label={t("service")}>
              {offer ? offerName(locale, offer) : <span className="text-text-3">{t("none")}</span>}
            </Fact>
            {words === "standard" || words === "" ? null : <Fact label={t("words")}>{words}</Fact>}
            <Fact label={t("charge")}>{formatMoney(charge.minor, charge.currency, locale)}</Fact>
          </Facts>
        </CardBody>
      </Card>
    </StillPart>
  );
}
