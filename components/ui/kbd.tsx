import type { ReactNode } from "react";
import { cn } from "./class-name";

/** A key to press; phones have none. */
export function Kbd({ className, children }: { className?: string; children: ReactNode }) {
  return (
    <kbd
      className={cn(
        "hidden h-[18px] min-w-[18px] items-center justify-center rounded-[5px] border border-strong border-b-2 bg-surface px-1 font-medium font-sans text-2xs text-text-2 leading-none sm:inline-flex",
        className,
      )}
    >
      {children}
    </kbd>
  );
}
