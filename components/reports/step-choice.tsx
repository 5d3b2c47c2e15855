import { useTranslations } from "next-intl";
import { StillPart } from "@/components/still/still";
import { ButtonLink } from "@/components/ui/button";
import { type ReportParams, reportHref } from "@/lib/reports/params";
import type { ReportPeriod } from "@/lib/reports/rules/period";

/** By day, week, month …: those that give a chart one can read. */
export function StepChoice({ path, params, period }: { path: string; params: ReportParams; period: ReportPeriod }) {
  const t = useTranslations("reports");
  if (period.choices.length < 2) return null;
  return (
    <StillPart>
      <p className="no-print mt-2 flex flex-wrap gap-1">
        {period.choices.map((by) => (
          <ButtonLink
            key={by}
            size="sm"
            variant="quiet"
            href={reportHref(path, params, { by })}
            aria-current={by === period.by ? "true" : undefined}
            className={by === period.by ? "bg-selected! text-text!" : undefined}
          >
            {t(`by.${by}`)}
          </ButtonLink>
        ))}
      </p>
    </StillPart>
  );
}
