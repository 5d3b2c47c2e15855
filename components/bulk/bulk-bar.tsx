"use client";

import { lazy, Suspense } from "react";
import type { BulkActionsProps } from "./bulk-actions";

// Most lists are left without a row having been selected: the code comes with the first.
const BulkActions = lazy(() => import("./bulk-actions").then((bar) => ({ default: bar.BulkActions })));

/** What can be done to the selected orders, beside how many they are. */
export function BulkBar(props: BulkActionsProps) {
  return (
    <Suspense fallback={null}>
      <BulkActions {...props} />
    </Suspense>
  );
}
