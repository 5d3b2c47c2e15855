"use client";

import { Search } from "lucide-react";
import { useTranslations } from "next-intl";
import { Kbd } from "@/components/ui/kbd";
import { showOverlay } from "./overlay-store";

/** Looks like a search field and opens the palette: one place to find or reach anything. */
export function SearchButton() {
  const t = useTranslations("shell");
  return (
    <button
      type="button"
      aria-keyshortcuts="Meta+K Control+K"
      onClick={() => showOverlay("palette")}
      className="flex h-[34px] min-w-0 max-w-[520px] flex-1 items-center gap-2 rounded-lg border border-border bg-bg px-2.5 text-start text-text-3 hover:border-strong"
    >
      <Search aria-hidden className="size-4 shrink-0" />
      <span className="truncate max-md:hidden">{t("search")}</span>
      <span className="truncate md:hidden">{t("searchShort")}</span>
      <Kbd className="ms-auto shrink-0 max-sm:hidden">⌘K</Kbd>
    </button>
  );
}
