import { useLocale, useTranslations } from "next-intl";
import { Card, CardHeader, CardTable } from "@/components/ui/card";
import { Hint } from "@/components/ui/hint";
import { Table, TBody, Td, TFoot, THead, Th, Tr } from "@/components/ui/table";
import { formatNumber, formatShare } from "@/lib/format/number";
import type { StageTimes } from "@/lib/reports/queries/get-stage-times";

/** How long orders take from each moment to the next, and how many left later than promised. */
export function StageTimesCard({ times }: { times: StageTimes }) {
  const t = useTranslations("reports");
  const locale = useLocale();
  const hours = (value: number | null) =>
    value === null ? "–" : t("hours", { hours: formatNumber(Math.round(value * 10) / 10, locale) });
  const { promised, breaches } = times;
  return (
    <Card className="mb-4">
      <CardHeader title={t("orders.steps")} hint={<Hint text={t("orders.stepsHow")} />} />
      <CardTable label={t("orders.steps")}>
        <Table aria-label={t("orders.steps")}>
          <THead>
            <Tr>
              <Th>{t("orders.step")}</Th>
              <Th align="end">{t("measure.orders")}</Th>
              <Th align="end">{t("orders.median")}</Th>
              <Th align="end">{t("orders.p90")}</Th>
            </Tr>
          </THead>
          <TBody>
            {times.steps.map(({ step, orders, medianHours, p90Hours }) => (
              <Tr key={step}>
                <Td>{t(`orders.stepTo.${step}`)}</Td>
                <Td align="end">{formatNumber(orders, locale)}</Td>
                <Td align="end">{hours(medianHours)}</Td>
                <Td align="end">{hours(p90Hours)}</Td>
              </Tr>
            ))}
          </TBody>
          <TFoot>
            <Tr>
              <Td>
                <span className="inline-flex items-center gap-0.5">
                  {t("orders.breaches")} <Hint text={t("orders.breachesHow")} />
                </span>
              </Td>
              <Td align="end">{formatNumber(breaches, locale)}</Td>
              <Td align="end">{promised > 0 ? formatShare(breaches / promised, locale) : "–"}</Td>
              <Td />
            </Tr>
          </TFoot>
        </Table>
      </CardTable>
    </Card>
  );
}
