"use client";

import dynamic from "next/dynamic";
import type { LinePlotProps } from "./recharts-plot";

// A hundred kilobytes that the figures and tables of a report do not wait for.
const RechartsPlot = dynamic(() => import("./recharts-plot"), { ssr: false });

/** The drawing, in a place of its own size: nothing moves when it comes. */
export function LinePlot(props: LinePlotProps) {
  return (
    <div className="h-68 text-xs">
      <RechartsPlot {...props} />
    </div>
  );
}
