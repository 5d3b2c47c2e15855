"use client";

import { useLocale } from "next-intl";
import { lazy, Suspense, useState } from "react";
import type { LinePlotProps } from "./recharts-plot";
import { StillPlot } from "./still-plot";

const RechartsPlot = lazy(() => import("./recharts-plot"));

/**
 * The drawing, still at first. What reads single points and follows the pointer are a hundred kilobytes that come when
 * somebody points at it or reaches it by keyboard, and take the same place.
 */
export function LinePlot(props: LinePlotProps) {
  const locale = useLocale();
  const [woken, setWoken] = useState<"by pointer" | "by key" | null>(null);
  const still = <StillPlot points={props.points} locale={locale} />;
  if (woken === null) {
    return (
      <div
        className="relative h-68 text-xs"
        role="img"
        aria-label={props.label}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it comes alive for the keyboard too.
        tabIndex={0}
        onPointerEnter={() => setWoken("by pointer")}
        onFocus={() => setWoken("by key")}
      >
        {still}
      </div>
    );
  }
  return (
    <div className="relative h-68 text-xs">
      <Suspense fallback={still}>
        <RechartsPlot {...props} focused={woken === "by key"} />
      </Suspense>
    </div>
  );
}
