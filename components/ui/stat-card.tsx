import { Minus, TrendingDown, TrendingUp } from "lucide-react";
import type { ReactNode } from "react";
import { StillPart } from "@/components/still/still";
import { Card } from "./card";
import { cn } from "./class-name";
import { Hint } from "./hint";
import { AppLink } from "./link";

/** `good` says whether this direction is welcome; null where it is neither. */
export type ChangeFact = { text: string; direction: "up" | "down" | "flat"; good: boolean | null };

type StatCardProps = {
  label: string;
  how?: string;
  figure: ReactNode;
  change?: ChangeFact | null;
  versus?: string;
  note?: ReactNode;
  href?: string;
};

/** Three to five figures beside one another; two on a phone. */
export function StatGrid({ children }: { children: ReactNode }) {
  return (
    <StillPart>
      <div className="mb-4 grid grid-cols-2 gap-3 md:grid-cols-[repeat(auto-fit,minmax(180px,1fr))]">{children}</div>
    </StillPart>
  );
}

export function StatCard({ label, how, figure, change, versus, note, href }: StatCardProps) {
  return (
    <Card className={cn("relative px-4 py-3.5", href && "hover:border-control")}>
      <div className="flex min-h-6 items-center gap-1.5 text-sm text-text-2 [&>button]:relative [&>button]:z-1">
        {href ? (
          // The whole card is the link; its hint lies above it.
          <AppLink
            href={href}
            className="inline-flex min-h-6 items-center after:absolute after:inset-0 after:rounded-lg hover:underline"
          >
            {label}
          </AppLink>
        ) : (
          label
        )}
        {how ? <Hint text={how} /> : null}
      </div>
      <div className="mt-0.5 font-bold text-xl leading-tight tracking-tight sm:text-2xl [:lang(zh)_&]:tracking-normal">
        {figure}
      </div>
      <div className="mt-0.5 text-xs">
        {change ? <Change {...change} /> : null}
        {change && versus ? " " : null}
        {change && versus ? <span className="text-text-3">{versus}</span> : null}
        {note}
      </div>
    </Card>
  );
}

const arrows = { up: TrendingUp, down: TrendingDown, flat: Minus };

/** An arrow beside the figure, so that the colour is never the only sign. */
export function Change({ text, direction, good, className }: ChangeFact & { className?: string }) {
  const Arrow = arrows[direction];
  const colour = good === null ? "text-text-2" : good ? "text-good" : "text-attention";
  return (
    <span className={cn("whitespace-nowrap font-semibold", colour, className)}>
      <Arrow aria-hidden className="me-1 inline size-3.5 align-[-0.2em]" />
      {text}
    </span>
  );
}
