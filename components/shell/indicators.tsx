"use client";

import { LoaderCircle, TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { AppLink } from "@/components/ui/link";
import { useCounts } from "./use-counts";

/** What waits for a decision and what is running, in sight from every screen; nothing while there is nothing. */
export function Indicators() {
  const t = useTranslations("shell");
  const { refunds = 0, runningImports = 0 } = useCounts();
  return (
    <>
      {refunds > 0 ? (
        <Indicator
          href="/refunds"
          icon={<TriangleAlert aria-hidden className="size-4 text-attention" />}
          count={refunds}
          text={t("refunds", { count: refunds })}
        />
      ) : null}
      {runningImports > 0 ? (
        <Indicator
          href="/imports"
          icon={<LoaderCircle aria-hidden className="size-4 animate-spin" />}
          count={runningImports}
          text={t("imports", { count: runningImports })}
        />
      ) : null}
    </>
  );
}

type IndicatorProps = { href: string; icon: ReactNode; count: number; text: string };

function Indicator({ href, icon, count, text }: IndicatorProps) {
  return (
    <AppLink
      href={href}
      aria-label={text}
      className="inline-flex h-8 items-center gap-1.5 whitespace-nowrap rounded-md px-2 text-sm text-text-2 hover:bg-hover hover:text-text"
    >
      {icon}
      <span aria-hidden className="max-md:hidden">
        {text}
      </span>
      <span aria-hidden className="md:hidden">
        {count}
      </span>
    </AppLink>
  );
}
