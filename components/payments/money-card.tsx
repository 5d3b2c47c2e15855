import { useTranslations } from "next-intl";
import { StillPart } from "@/components/still/still";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { KeyValue, KeyValues } from "@/components/ui/key-value";
import { Money } from "@/components/ui/money";
import type { OrderMoney } from "@/lib/payments/queries/order-money";

/** What an order comes to, what came in, what went back, and what is still due. */
export function MoneyCard({ money }: { money: OrderMoney }) {
  const t = useTranslations("payments");
  const { currency } = money;
  return (
    <StillPart>
      <Card aria-labelledby="money">
        <CardHeader id="money" title={t("title")} />
        <CardBody>
          <KeyValues>
            <KeyValue label={t("total")}>
              <Money minor={money.totalMinor} currency={currency} />
            </KeyValue>
            <KeyValue label={t("paid")}>
              <Money minor={money.paidMinor} currency={currency} />
            </KeyValue>
            {money.authorisedMinor === "0" ? null : (
              <KeyValue label={t("authorised")} muted>
                <Money minor={money.authorisedMinor} currency={currency} />
              </KeyValue>
            )}
            <KeyValue label={t("refunded")}>
              <Money minor={money.refundedMinor} currency={currency} />
            </KeyValue>
            {money.overpaidMinor === "0" ? null : (
              <KeyValue label={t("overpaid")}>
                <Money minor={money.overpaidMinor} currency={currency} className="font-semibold text-attention!" />
              </KeyValue>
            )}
            <KeyValue label={t("due")} total>
              <Money minor={money.dueMinor} currency={currency} />
            </KeyValue>
          </KeyValues>
        </CardBody>
      </Card>
    </StillPart>
  );
}
