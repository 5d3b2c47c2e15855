import { useLocale, useNow, useTimeZone, useTranslations } from "next-intl";
import { durationParts, formatExact, formatTime, type TimeForm } from "@/lib/format/time";

type TimeProps = {
  at: Date | string;
  /**
   * smart "today 10:30" · list "10:42", "yesterday", "27 Nov" · day "27 Nov" · time "10:30" · exact · relative "38 min ago"
   */
  form?: TimeForm | "relative";
  /** Starts a cell or a sentence: "Today 10:30". */
  capital?: boolean;
  className?: string;
};

/** A moment as the shop's clock shows it, whatever the reader's zone; the exact time on hover. */
export function Time({ at, form = "smart", capital, className }: TimeProps) {
  const locale = useLocale();
  const zone = useTimeZone() ?? "UTC";
  const now = useNow();
  const t = useTranslations("common");
  const date = typeof at === "string" ? new Date(at) : at;
  const text = form === "relative" ? relativeText() : formatTime(date, form, { locale, zone, now });
  return (
    <time dateTime={date.toISOString()} title={formatExact(date, { locale, zone })} className={className}>
      {capital ? text.charAt(0).toLocaleUpperCase(locale) + text.slice(1) : text}
    </time>
  );

  function relativeText() {
    const apart = date.getTime() - now.getTime();
    const duration = durationText(Math.abs(apart), t);
    return apart < 0 ? t("ago", { duration }) : t("inTime", { duration });
  }
}

/** "38 min", "4 h 12 min", "2 d 4 h": how long something took or waited. */
export function Duration({ milliseconds }: { milliseconds: number }) {
  return durationText(milliseconds, useTranslations("common"));
}

function durationText(milliseconds: number, t: ReturnType<typeof useTranslations<"common">>): string {
  const parts = durationParts(milliseconds);
  if (parts.length === 0) return t("lessThanAMinute");
  return parts.map(({ unit, count }) => t(unit, { count })).join(" ");
}
