import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";

type FoldedCardProps = { title: string; hint?: ReactNode; open: boolean; children: ReactNode };

/** A step that is done folds to one line and can be looked at again. */
export function FoldedCard({ title, hint, open, children }: FoldedCardProps) {
  return (
    <details open={open} className="group mb-4 min-w-0 rounded-lg border border-border bg-surface">
      <summary className="flex min-h-12 cursor-pointer list-none flex-wrap items-center gap-x-2.5 gap-y-1 rounded-lg px-4 py-2 hover:bg-hover group-open:rounded-b-none group-open:border-border group-open:border-b">
        <ChevronRight
          aria-hidden
          className="size-4 shrink-0 text-text-3 transition-transform group-open:rotate-90 rtl:rotate-180"
        />
        <h2 className="font-semibold text-base">{title}</h2>
        {hint ? <span className="text-sm text-text-3">{hint}</span> : null}
      </summary>
      {children}
    </details>
  );
}
