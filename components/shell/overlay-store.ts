"use client";

import { useSyncExternalStore } from "react";

/** Which of the shell's own windows lies over the page. */
export type Overlay = "none" | "palette" | "help";

let current: Overlay = "none";
const listeners = new Set<() => void>();

export function showOverlay(next: Overlay): void {
  current = next;
  for (const listener of listeners) listener();
}

export function useOverlay(): Overlay {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => current,
    () => "none",
  );
}
