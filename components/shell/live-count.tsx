"use client";

import { useLocale, useTranslations } from "next-intl";
import { cn } from "@/components/ui/class-name";
import { formatCapped } from "@/lib/format/number";
import { COUNT_CAP, countOf } from "./counts";
import type { NavKey } from "./nav";
import { useCounts } from "./use-counts";

/** How much waits in a place. Stock counts what is wrong, and says so. */
export function LiveCount({ place, className }: { place: NavKey; className?: string }) {
  const t = useTranslations("shell");
  const locale = useLocale();
  const counts = useCounts();
  const name = countOf[place];
  const count = name ? counts[name] : undefined;
  if (!count) return null;
  const number = formatCapped(count, COUNT_CAP, locale);
  if (place === "stock") {
    return (
      <span
        className={cn("rounded-full bg-attention-bg px-1.5 py-[3px] text-attention text-xs leading-none", className)}
      >
        {t("low", { count: number })}
      </span>
    );
  }
  return <span className={cn("text-text-3 text-xs leading-none", className)}>{number}</span>;
}
