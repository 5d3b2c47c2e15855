import type { ReactNode } from "react";
import { cn } from "./class-name";

export function Kbd({ className, children }: { className?: string; children: ReactNode }) {
  return (
    <kbd
      className={cn(
        "inline-flex h-[18px] min-w-[18px] items-center justify-center rounded-[5px] border border-strong border-b-2 bg-surface px-1 font-medium font-sans text-2xs text-text-2 leading-none",
        className,
      )}
    >
      {children}
    </kbd>
  );
}
