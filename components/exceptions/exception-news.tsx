"use client";

import { useTranslations } from "next-intl";
import { NewsPill } from "@/components/live/news-pill";
import { useCounts } from "@/components/shell/use-counts";

/** Says that more or less is stuck than the page shows. */
export function ExceptionNews({ count }: { count: number }) {
  const t = useTranslations("exceptions");
  const { exceptions = count } = useCounts();
  return <NewsPill text={exceptions === count ? null : t("news")} />;
}
