import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { cn } from "./class-name";
import { AppLink } from "./link";

export const chipClass =
  "inline-flex h-7 items-center gap-1.5 whitespace-nowrap rounded-full border border-strong bg-surface px-2.5 text-xs";

type ChipProps = { label?: string; value: ReactNode; removeHref?: string; className?: string };

/** A tag, or a filter in words with the way to drop it. */
export function Chip({ label, value, removeHref, className }: ChipProps) {
  const t = useTranslations("common");
  return (
    <span className={cn(chipClass, className)}>
      {label ? <span className="text-text-3">{label}</span> : null}
      {value}
      {removeHref ? (
        <AppLink
          href={removeHref}
          aria-label={t("removeValue", { value: label ?? String(value) })}
          className="-me-1.5 grid size-6 place-items-center rounded-full text-text-2 hover:bg-hover hover:text-text"
        >
          <X aria-hidden className="size-3.5" />
        </AppLink>
      ) : null}
    </span>
  );
}
