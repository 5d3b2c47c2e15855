"use client";

import { TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { cn } from "@/components/ui/class-name";
import type { Amounts } from "@/lib/orders/rules/change-effect";

/** An item's code within a sentence. */
export function Sku({ children }: { children: string }) {
  return <span className="font-mono text-xs">{children}</span>;
}

/** What somebody should not overlook. */
export function Warning({ as: As = "p", children }: { as?: "p" | "li"; children: ReactNode }) {
  return (
    <As className="flex items-start gap-1.5 font-medium text-attention text-sm">
      <TriangleAlert aria-hidden className="mt-[0.2em] size-3.5 shrink-0" />
      <span className="min-w-0">{children}</span>
    </As>
  );
}

/** An amount before, struck out, and after; one amount where it stays. */
export function BeforeAfter({ of, show }: { of: Amounts; show: (minor: string) => string }) {
  const t = useTranslations("common");
  const differs = of.beforeMinor !== of.afterMinor;
  return (
    <>
      {differs ? (
        <>
          <span className="sr-only">{t("was")} </span>
          <s className="me-1.5 font-normal text-text-3">{show(of.beforeMinor)}</s>
          <span className="sr-only">{t("becomes")} </span>
        </>
      ) : null}
      <span className={cn(differs && "font-semibold")}>{show(of.afterMinor)}</span>
    </>
  );
}
