import { useTranslations } from "next-intl";
import { cn } from "./class-name";

const LARGEST_COUNTED = 6;

type MeterProps = { filled: number; total: number; label: string; className?: string };

/** ▮▮▯: a block per unit while they can be counted at a glance, one bar beyond. */
export function Meter({ filled, total, label, className }: MeterProps) {
  const t = useTranslations("common");
  const text = `${label}: ${t("progress", { done: filled, total })}`;
  const share = total > 0 ? Math.min(1, filled / total) : 0;
  return (
    <span role="img" aria-label={text} title={text} className={cn("inline-flex gap-0.5 align-middle", className)}>
      {total <= LARGEST_COUNTED ? (
        Array.from({ length: total }, (_, unit) => (
          <span
            // biome-ignore lint/suspicious/noArrayIndexKey: blocks without identity.
            key={unit}
            className={cn("h-[5px] w-3.5 rounded-[2px]", unit < filled ? "bg-accent" : "bg-border-strong")}
          />
        ))
      ) : (
        <span className="h-[5px] w-16 overflow-hidden rounded-[2px] bg-border-strong">
          <span className="block h-full bg-accent" style={{ width: `${share * 100}%` }} />
        </span>
      )}
    </span>
  );
}
