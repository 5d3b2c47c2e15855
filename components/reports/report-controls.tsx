import { getLocale, getTranslations } from "next-intl/server";
import { addDays } from "@/lib/core/dates";
import { Messages } from "@/lib/i18n/messages-provider";
import { type ReportParams, reportHref } from "@/lib/reports/params";
import { comparisons, periodNames, type ReportPeriod } from "@/lib/reports/rules/period";
import { ChoiceMenu } from "./choice-menu";
import { daysText } from "./days-text";
import { PeriodPicker } from "./period-picker";

type ReportControlsProps = {
  path: string;
  params: ReportParams;
  period: ReportPeriod;
  timeZone: string;
  compares?: boolean;
};

/** Which days, against which: both in the address. */
export async function ReportControls({ path, params, period, timeZone, compares = true }: ReportControlsProps) {
  const [t, locale] = await Promise.all([getTranslations("reports"), getLocale()]);
  return (
    <Messages namespaces={["reports"]}>
      <PeriodPicker
        value={daysText(period.range, locale)}
        presets={periodNames.map((name) => ({
          key: name,
          label: t(`period.name.${name}`),
          href: reportHref(path, params, { period: name }),
          current: period.name === name,
        }))}
        from={period.range.from}
        to={addDays(period.range.to, -1)}
        pattern={reportHref(path, params, { period: "__period__" })}
        zone={timeZone}
      />
      {compares ? (
        <ChoiceMenu
          label={t("compare.label")}
          value={t(`compare.${period.comparison}`)}
          choices={comparisons.map((comparison) => ({
            key: comparison,
            label: t(`compare.${comparison}`),
            href: reportHref(path, params, { compare: comparison }),
          }))}
        />
      ) : null}
    </Messages>
  );
}
