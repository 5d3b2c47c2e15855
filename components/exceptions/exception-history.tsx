import { getLocale, getNow, getTimeZone, getTranslations } from "next-intl/server";
import { Timeline } from "@/components/ui/timeline";
import type { ExceptionDetail } from "@/lib/exceptions/queries/get-exception";
import type { ClosedReason } from "@/lib/exceptions/rules/types";
import { groupByDay } from "@/lib/format/day-groups";
import { formatTime } from "@/lib/format/time";

/** What happened to an exception and what was said about it, newest first, by the shop's days. */
export async function ExceptionHistory({ events }: Pick<ExceptionDetail, "events">) {
  const [t, locale, zone, now] = await Promise.all([
    getTranslations("exceptions"),
    getLocale(),
    getTimeZone(),
    getNow(),
  ]);
  const clock = { locale, zone, now };
  const say = ({ kind, data }: ExceptionDetail["events"][number]): string => {
    switch (kind) {
      case "assigned":
        return data.to ? t("event.assigned", { to: String(data.to) }) : t("event.unassigned");
      case "snoozed":
        return t("event.snoozed", { until: formatTime(new Date(String(data.until)), "smart", clock) });
      case "commented":
        return t("event.commented", { text: String(data.text) });
      case "fix_asked":
        return t("event.fix_asked", { fix: t(`fix.${data.fix as "approve"}`) });
      case "closed":
        return t(`event.${data.because as ClosedReason}`, { reason: String(data.reason ?? "") });
      default:
        return t(`event.${kind}`);
    }
  };
  const items = events.map((event) => ({
    key: String(event.seq),
    at: event.at,
    tone: event.kind === "commented" ? ("accent" as const) : ("plain" as const),
    content: <span className="whitespace-pre-line">{say(event)}</span>,
    by: event.by || undefined,
  }));
  return <Timeline days={groupByDay(items, clock)} />;
}
