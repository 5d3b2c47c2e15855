import type { ReactNode } from "react";
import { Badge, type Tone } from "@/components/ui/badge";
import { Card, CardHeader } from "@/components/ui/card";
import { AppLink } from "@/components/ui/link";

export type WorkLine = { key: string; href: string; mono: string; text: ReactNode; end: ReactNode };

type WorkCardProps = { title: string; href: string; tone: Tone; count: string; oldest?: ReactNode; lines: WorkLine[] };

/** A queue: how many wait, since when, and the first three; each line leads to its work. */
export function WorkCard({ title, href, tone, count, oldest, lines }: WorkCardProps) {
  return (
    <Card aria-label={title}>
      <CardHeader
        title={
          <AppLink href={href} className="inline-flex min-h-6 items-center hover:underline">
            {title}
          </AppLink>
        }
        badge={<Badge tone={tone}>{count}</Badge>}
        actions={oldest}
      />
      <ul>
        {lines.map((line) => (
          <li key={line.key} className="relative border-border border-b last:border-b-0 hover:bg-hover">
            <AppLink
              href={line.href}
              className="-outline-offset-2 flex h-9 items-center gap-3 px-4 text-sm after:absolute after:inset-0"
            >
              {line.mono ? (
                <span className="w-26 shrink-0 truncate font-mono font-semibold text-xs">{line.mono}</span>
              ) : null}
              <span className="min-w-0 flex-1 truncate">{line.text}</span>
              <span className="shrink-0 whitespace-nowrap text-end text-text-2">{line.end}</span>
            </AppLink>
          </li>
        ))}
      </ul>
    </Card>
  );
}
