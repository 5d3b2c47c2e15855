"use client";

import { lazy, Suspense, useSyncExternalStore } from "react";
import { hasNotices, onNotices } from "./notify";

const ToasterWindow = lazy(() => import("./toaster-window").then((module) => ({ default: module.ToasterWindow })));

let wanted = false;

/** The place for notices; its code comes with the first one. */
export function Toaster() {
  const shown = useSyncExternalStore(
    onNotices,
    () => {
      wanted ||= hasNotices();
      return wanted;
    },
    () => false,
  );
  if (!shown) return null;
  return (
    <Suspense>
      <ToasterWindow />
    </Suspense>
  );
}
