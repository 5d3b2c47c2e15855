import { useTranslations } from "next-intl";
import { cn } from "./class-name";

type ProgressProps = { value: number; max?: number; label: string; showValue?: boolean; className?: string };

export function Progress({ value, max = 100, label, showValue, className }: ProgressProps) {
  const share = max > 0 ? Math.min(1, Math.max(0, value / max)) : 0;
  return (
    <div className={cn("grid gap-1.5", className)}>
      {showValue ? (
        <div className="flex justify-between gap-4 text-sm text-text-2">
          <span>{label}</span>
          <span>{Math.floor(share * 100)}%</span>
        </div>
      ) : null}
      <div
        role="progressbar"
        aria-label={label}
        aria-valuenow={value}
        aria-valuemin={0}
        aria-valuemax={max}
        className="h-1.5 overflow-hidden rounded-full bg-surface-2"
      >
        <div className="h-full rounded-full bg-accent transition-[width]" style={{ width: `${share * 100}%` }} />
      </div>
    </div>
  );
}

/** Five bars of the way a parcel goes; `current` counts the steps already reached. */
export function Steps({ steps, current, label }: { steps: string[]; current: number; label: string }) {
  const t = useTranslations("common");
  return (
    <ol aria-label={label} className="flex gap-1.5">
      {steps.map((step, index) => (
        <li key={step} aria-current={index === current - 1 ? "step" : undefined} className="min-w-0 flex-1">
          <span
            aria-hidden
            className={cn("mb-1.5 block h-1.5 rounded-full", index < current ? "bg-accent" : "bg-border")}
          />
          <span className={cn("block text-xs", index === current - 1 ? "font-semibold text-text" : "text-text-3")}>
            {step}
            {index < current ? <span className="sr-only"> {t("stepDone")}</span> : null}
          </span>
        </li>
      ))}
    </ol>
  );
}
