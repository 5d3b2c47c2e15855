import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Badge, type Tone } from "@/components/ui/badge";
import { Card, CardHeader } from "@/components/ui/card";
import { AppLink } from "@/components/ui/link";
import { Duration } from "@/components/ui/time";
import { formatCapped } from "@/lib/format/number";
import type { CardKey } from "@/lib/home/rules/cards";

export type QueueLine = { key: string; href: string; id: string; text: ReactNode; end?: ReactNode; urgent?: boolean };

type QueueCardProps = {
  name: CardKey;
  href: string;
  count: number;
  cap: number;
  oldest: Date | null;
  now: Date;
  locale: string;
  lines: QueueLine[];
};

const tones: Record<CardKey, Tone> = {
  review: "blue",
  held: "red",
  danger: "amber",
  ready: "blue",
  packing: "violet",
  payment: "grey",
  refunds: "violet",
  lowStock: "amber",
  unmapped: "amber",
  imports: "red",
};

/** What waits: how many, how long the oldest, and the first three. The whole card leads to its queue. */
export async function QueueCard({ name, href, count, cap, oldest, now, locale, lines }: QueueCardProps) {
  const t = await getTranslations("home");
  return (
    <Card aria-labelledby={`card-${name}`}>
      <CardHeader
        id={`card-${name}`}
        title={
          <AppLink href={href} className="hover:underline">
            {t(`card.${name}`)}
          </AppLink>
        }
        badge={count > 0 ? <Badge tone={tones[name]}>{formatCapped(count, cap, locale)}</Badge> : null}
        actions={
          oldest ? (
            <span>
              {t.rich("oldest", {
                duration: () => <Duration milliseconds={Math.max(0, now.getTime() - oldest.getTime())} />,
              })}
            </span>
          ) : null
        }
      />
      {lines.length === 0 ? (
        <p className="px-4 py-6 text-center text-sm text-text-3">{t(`empty.${name}`)}</p>
      ) : (
        <ul className="text-sm">
          {lines.map((line) => (
            <li key={line.key} className="border-border border-b last:border-b-0">
              <AppLink href={line.href} className="-outline-offset-2 flex h-9 items-center gap-3 px-4 hover:bg-hover">
                <span className="w-28 shrink-0 truncate font-mono font-semibold text-xs">{line.id}</span>
                <span className="min-w-0 flex-1 truncate">{line.text}</span>
                <span className={line.urgent ? "shrink-0 font-semibold text-danger" : "shrink-0 text-text-2"}>
                  {line.end}
                </span>
              </AppLink>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
