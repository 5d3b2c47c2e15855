import { Flag as FlagIcon } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "./class-name";

export type Tone = "grey" | "blue" | "violet" | "amber" | "teal" | "green" | "red";

const tones: Record<Tone, string> = {
  grey: "bg-grey-bg text-grey",
  blue: "bg-info-bg text-info",
  violet: "bg-violet-bg text-violet",
  amber: "bg-attention-bg text-attention",
  teal: "bg-teal-bg text-teal",
  green: "bg-good-bg text-good",
  red: "bg-danger-bg text-danger",
};

type BadgeProps = { tone?: Tone; dot?: boolean; icon?: ReactNode; className?: string; children: ReactNode };

export function Badge({ tone = "grey", dot = true, icon, className, children }: BadgeProps) {
  return (
    <span className={cn("badge", tones[tone], className)}>
      {icon ?? (dot ? <span aria-hidden className="badge-dot" /> : null)}
      {children}
    </span>
  );
}

/** Lies over any stage: held, late, in danger. Always with words. */
export function Flag({ className, children }: { className?: string; children: ReactNode }) {
  return (
    <span className={cn("inline-flex items-center gap-1 whitespace-nowrap font-medium text-danger text-xs", className)}>
      <FlagIcon aria-hidden className="size-3.5 fill-current" />
      {children}
    </span>
  );
}
