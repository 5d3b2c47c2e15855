import { getLocale, getNow, getTranslations } from "next-intl/server";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Timeline } from "@/components/ui/timeline";
import { groupByDay } from "@/lib/format/day-groups";
import { eventTone, eventWords } from "@/lib/orders/event-words";

type TimelineCardProps = {
  events: {
    seq: number;
    type: string;
    data: Record<string, unknown>;
    at: Date;
    actorName: string;
    actorType: string;
  }[];
  zone: string;
  /** Name of the order's channel, by its code. */
  channels: Readonly<Record<string, string>>;
};

/** Every event of the order, newest first, by the shop's days, with who did it. */
export async function TimelineCard({ events, zone, channels }: TimelineCardProps) {
  const [t, say, locale, now] = await Promise.all([
    getTranslations("orders"),
    eventWords(channels),
    getLocale(),
    getNow(),
  ]);
  const items = events.map((event) => ({
    key: String(event.seq),
    at: event.at,
    tone: eventTone(event.type),
    content: say(event),
    by: event.actorType === "system" ? undefined : event.actorName,
  }));
  return (
    <Card aria-labelledby="timeline">
      <CardHeader id="timeline" title={t("timeline.title")} />
      <CardBody>
        <Timeline days={groupByDay(items, { zone, locale, now })} />
      </CardBody>
    </Card>
  );
}
