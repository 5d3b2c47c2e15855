import { CircleAlert, CircleDashed, Check as Tick, X } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { cn } from "./class-name";

export type Outcome = "open" | "pass" | "warn" | "stop";

const icons = { open: CircleDashed, pass: Tick, warn: CircleAlert, stop: X };
const colours: Record<Outcome, string> = {
  open: "text-text-3",
  pass: "text-good",
  warn: "text-attention",
  stop: "text-danger",
};

export function CheckList({ className, children }: { className?: string; children: ReactNode }) {
  return <ul className={cn("[&>li:last-child]:border-b-0", className)}>{children}</ul>;
}

type CheckProps = { outcome: Outcome; title: ReactNode; detail?: ReactNode; action?: ReactNode };

/** A rule in words, the value it saw, and its remedy in place. */
export function Check({ outcome, title, detail, action }: CheckProps) {
  const t = useTranslations("common");
  const Icon = icons[outcome];
  return (
    <li className="flex flex-wrap items-start gap-x-2.5 gap-y-1 border-border border-b py-2">
      <Icon
        role="img"
        aria-label={t(`outcomes.${outcome}`)}
        className={cn("mt-0.5 size-4 shrink-0", colours[outcome])}
      />
      <div className="min-w-0 flex-1 basis-48">
        <p className={cn((outcome === "warn" || outcome === "stop") && "font-semibold")}>{title}</p>
        {detail ? <p className="break-words text-sm text-text-2">{detail}</p> : null}
      </div>
      {action ? <div className="flex gap-1.5">{action}</div> : null}
    </li>
  );
}
