import { useTranslations } from "next-intl";
import { ButtonLink } from "@/components/ui/button";
import type { ExportTable } from "@/lib/reports/inputs";
import { type ReportParams, reportHref } from "@/lib/reports/params";
import { PrintButton } from "./print-button";

type TakeAwayProps = { params: ReportParams; table: ExportTable; exports: boolean };

/** A report on paper for everybody who sees it, and as a file for those who may take figures out of the house. */
export function TakeAway({ params, table, exports }: TakeAwayProps) {
  const t = useTranslations("reports");
  const href = (format: string) => {
    const address = reportHref("/reports/sales/export", params);
    return `${address}${address.includes("?") ? "&" : "?"}${new URLSearchParams({ table, format })}`;
  };
  return (
    <>
      <PrintButton label={t("print")} />
      {exports ? (
        <>
          <ButtonLink href={href("csv")}>{t("export")}</ButtonLink>
          <ButtonLink href={href("xlsx")}>{t("exportExcel")}</ButtonLink>
        </>
      ) : null}
    </>
  );
}
