import type { ReactNode } from "react";
import { cn } from "./class-name";

/** Figures under one another: label at the start, amount at the end. */
export function KeyValues({ className, children }: { className?: string; children: ReactNode }) {
  return <dl className={cn("grid gap-y-1.5 text-sm", className)}>{children}</dl>;
}

type KeyValueProps = { label: ReactNode; total?: boolean; muted?: boolean; children: ReactNode };

export function KeyValue({ label, total, muted, children }: KeyValueProps) {
  return (
    <div
      className={cn(
        "flex items-baseline justify-between gap-3",
        total && "mt-0.5 border-border border-t pt-2 font-semibold",
      )}
    >
      <dt className={cn("min-w-0", !total && "text-text-2")}>{label}</dt>
      <dd className={cn("numerals", muted && "text-text-3")}>{children}</dd>
    </div>
  );
}

/** Facts that are words: the label over its value, as many columns as fit. */
export function Facts({ className, children }: { className?: string; children: ReactNode }) {
  return <dl className={cn("grid grid-cols-[repeat(auto-fill,minmax(160px,1fr))] gap-4", className)}>{children}</dl>;
}

export function Fact({ label, children }: { label: ReactNode; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-text-3 text-xs">{label}</dt>
      <dd className="mt-0.5 break-words">{children}</dd>
    </div>
  );
}
