import type { ReactNode } from "react";
import { cn } from "./class-name";
import { Time } from "./time";

export type TimelineTone = "plain" | "accent" | "attention" | "danger";

export type TimelineItem = { key: string; at: string | Date; tone?: TimelineTone; content: ReactNode; by?: ReactNode };

const dots: Record<TimelineTone, string> = {
  plain: "bg-border-strong",
  accent: "bg-accent",
  attention: "bg-attention",
  danger: "bg-danger",
};

/** What happened, newest day first; the caller groups by the shop's days. */
export function Timeline({ days }: { days: { key: string; label: string; items: TimelineItem[] }[] }) {
  return (
    <div className="grid gap-1">
      {days.map((day) => (
        <section key={day.key} aria-label={day.label}>
          <h3 className="pt-1.5 pb-0.5 font-normal text-text-3 text-xs tracking-normal">{day.label}</h3>
          <ul>
            {day.items.map(({ key, at, tone = "plain", content, by }) => (
              <li key={key} className="grid grid-cols-[44px_12px_1fr] gap-2 py-1 text-sm sm:grid-cols-[60px_14px_1fr]">
                <Time at={at} form="time" className="pt-px text-text-3 text-xs" />
                <span aria-hidden className={cn("mt-1.5 ms-0.5 size-2 rounded-full", dots[tone])} />
                <div className="min-w-0 break-words">
                  {content}
                  {by ? <span className="text-text-3"> · {by}</span> : null}
                </div>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
