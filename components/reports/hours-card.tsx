import { useLocale, useTranslations } from "next-intl";
import { StillPart } from "@/components/still/still";
import { Card, CardHeader, CardTable } from "@/components/ui/card";
import { Hint } from "@/components/ui/hint";
import { TextLink } from "@/components/ui/link";
import { Table, TBody, Td, THead, Th, Tr } from "@/components/ui/table";
import { formatMoney } from "@/lib/core/money";
import { formatNumber } from "@/lib/format/number";
import type { HourRow } from "@/lib/reports/queries/get-hours";
import { hourText } from "@/lib/reports/rules/hours";

type HoursCardProps = {
  rows: HourRow[];
  currency: string;
  timeZone: string;
  behind: (measure: "gross" | "net", hour: string) => string;
};

/** A single day by its hours, as the shop's clock shows them. */
export function HoursCard({ rows, currency, timeZone, behind }: HoursCardProps) {
  const t = useTranslations("reports");
  const locale = useLocale();
  return (
    <StillPart>
      <Card className="mt-4">
        <CardHeader title={t("hour.title")} hint={<Hint text={t("hour.how")} />} />
        <CardTable label={t("hour.title")}>
          <Table aria-label={t("hour.title")}>
            <THead>
              <Tr>
                <Th>{t("hour.hour")}</Th>
                {(["gross", "net", "orders", "units"] as const).map((measure) => (
                  <Th key={measure} align="end">
                    {t(`measure.${measure}`)}
                  </Th>
                ))}
              </Tr>
            </THead>
            <TBody>
              {rows.map(({ hour, figures }) => (
                <Tr key={hour.index}>
                  <Td>{hourText(hour, timeZone, locale)}</Td>
                  {(["gross", "net"] as const).map((measure) => (
                    <Td key={measure} align="end">
                      <TextLink href={behind(measure, String(hour.index))}>
                        {formatMoney(figures[measure], currency, locale)}
                      </TextLink>
                    </Td>
                  ))}
                  <Td align="end">{formatNumber(figures.orders, locale)}</Td>
                  <Td align="end">
                    <TextLink href={behind("net", String(hour.index))}>{formatNumber(figures.units, locale)}</TextLink>
                  </Td>
                </Tr>
              ))}
            </TBody>
          </Table>
        </CardTable>
      </Card>
    </StillPart>
  );
}
