import { ChevronRight } from "lucide-react";
import { getLocale, getNow, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { StillPart } from "@/components/still/still";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { AppLink } from "@/components/ui/link";
import { Time } from "@/components/ui/time";
import { Timeline } from "@/components/ui/timeline";
import { businessDay } from "@/lib/core/dates";
import { groupByDay } from "@/lib/format/day-groups";
import { eventTone, eventWords } from "@/lib/orders/event-words";
import { foldScans } from "@/lib/orders/rules/scan-runs";

type Event = {
  seq: number;
  type: string;
  data: Record<string, unknown>;
  at: Date;
  actorName: string;
  actorType: string;
};

type TimelineCardProps = {
  events: Event[];
  zone: string;
  /** Name of the order's channel, by its code. */
  channels: Readonly<Record<string, string>>;
  /** Numbers of the events that the reader may take back, with the address that asks for it. */
  undoable: ReadonlyMap<number, string>;
};

/** Every event of the order, newest first, by the shop's days, with who did it; a run of scans is one line that opens. */
export async function TimelineCard({ events, zone, channels, undoable }: TimelineCardProps) {
  const [t, say, locale, now] = await Promise.all([
    getTranslations("orders"),
    eventWords(channels),
    getLocale(),
    getNow(),
  ]);
  const ruled = (rule: string) => t("timeline.rule", { rule });
  const byOf = ({ actorType, actorName, data }: Event) => {
    if (typeof data.automation === "string") return ruled(data.automation);
    if (actorType === "rule") return ruled(actorName);
    return actorType === "system" ? undefined : actorName;
  };
  const undone = new Set(events.map(({ data }) => data.undoes));
  const items = foldScans(events, (at) => businessDay(at, zone)).flatMap((entry) => {
    const event = "event" in entry ? entry.event : entry.events[0];
    if (!event) return [];
    return {
      key: String(event.seq),
      at: event.at,
      tone: eventTone(event.type),
      content:
        "event" in entry ? (
          <EventText text={say(event)} bulk={event.data.bulk}>
            {undone.has(event.seq) ? (
              <span className="text-text-3"> · {t("undo.undone")}</span>
            ) : undoable.has(event.seq) ? (
              <AppLink
                href={undoable.get(event.seq) ?? ""}
                aria-label={t("undo.of", { what: say(event) })}
                className="ms-2 text-text-3 text-xs underline hover:text-accent"
              >
                {t("undo.undo")}
              </AppLink>
            ) : null}
          </EventText>
        ) : (
          <Scans
            summary={t(`timeline.${entry.phase}`, { units: entry.units, skus: entry.skus })}
            by={byOf(event)}
            scans={entry.events.map((scan) => ({ key: scan.seq, at: scan.at, text: say(scan) }))}
          />
        ),
      by: "event" in entry ? byOf(event) : undefined,
    };
  });
  return (
    <StillPart>
      <Card aria-labelledby="timeline">
        <CardHeader id="timeline" title={t("timeline.title")} />
        <CardBody>
          <Timeline days={groupByDay(items, { zone, locale, now })} />
        </CardBody>
      </Card>
    </StillPart>
  );
}

type ScansProps = { summary: string; by?: string; scans: { key: number; at: Date; text: string }[] };

function Scans({ summary, by, scans }: ScansProps) {
  return (
    <details className="group">
      <summary className="-my-0.5 inline-flex min-h-6 list-none items-center gap-1 rounded-sm hover:text-accent">
        <span>
          {summary}
          {by ? <span className="text-text-3"> · {by}</span> : null}
        </span>
        <ChevronRight aria-hidden className="size-3.5 text-text-3 transition-transform group-open:rotate-90" />
      </summary>
      <ul className="mt-1 grid gap-1 border-border border-s ps-3">
        {scans.map(({ key, at, text }) => (
          <li key={key}>
            {text} <Time at={at} form="time" className="text-text-3 text-xs" />
          </li>
        ))}
      </ul>
    </details>
  );
}

/** What happened, the change of many orders that it was part of, and what became of it. */
function EventText({ text, bulk, children }: { text: string; bulk: unknown; children: ReactNode }) {
  return (
    <>
      {text}
      {typeof bulk === "string" ? (
        <>
          {" "}
          <AppLink href={`/orders/bulk/${bulk}`} className="font-mono text-text-3 text-xs hover:underline">
            {bulk}
          </AppLink>
        </>
      ) : null}
      {children}
    </>
  );
}
