import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { PageHeader } from "@/components/list/page-header";
import type { ExportTable } from "@/lib/reports/inputs";
import type { ReportParams } from "@/lib/reports/params";
import type { ReportPeriod } from "@/lib/reports/rules/period";
import { daysText } from "./days-text";
import { ReportControls } from "./report-controls";
import { ReportFilters } from "./report-filters";
import { ReportSections } from "./report-sections";
import { TakeAway } from "./take-away";

type ReportHeaderProps = {
  section: "sales" | "items" | "customers" | "reasons" | "returns";
  params: ReportParams;
  period: ReportPeriod;
  /** The currency that is shown and those there are. */
  report: { currency: string; currencies: readonly string[] };
  channels: readonly { value: string; label: string }[];
  timeZone: string;
  table: ExportTable;
  exports: boolean;
  /** A button of this report alone. */
  action?: ReactNode;
  /** What else narrows it. */
  children?: ReactNode;
};

/** The head of a report of sales: its days, filters and files, what its amounts mean, and the way to the others. */
export async function ReportHeader(props: ReportHeaderProps) {
  const { section, params, period, report, channels, timeZone, table, exports, action, children } = props;
  const [t, locale] = await Promise.all([getTranslations("reports"), getLocale()]);
  const { currency, currencies } = report;
  const path = `/reports/${section}`;
  return (
    <>
      <PageHeader
        title={t(`${section}.title`)}
        actions={
          <>
            <ReportControls path={path} params={params} period={period} timeZone={timeZone} />
            <ReportFilters
              path={path}
              params={params}
              channels={channels}
              currency={currency}
              currencies={currencies}
            />
            {action}
            <TakeAway params={{ ...params, currency }} table={table} exports={exports} />
          </>
        }
      >
        <span className="hidden print:inline">{daysText(period.range, locale)} · </span>
        {t("sales.hint", { zone: timeZone, currency })}
        {children}
      </PageHeader>
      <ReportSections current={section} />
    </>
  );
}
