"use client";

import { useSyncExternalStore } from "react";

/** Which of the shell's own windows lies over the page. */
export type Overlay = "none" | "palette" | "help";

let current: Overlay = "none";
let ahead = "";
const listeners = new Set<() => void>();

export function showOverlay(next: Overlay): void {
  current = next;
  ahead = "";
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

/** Keeps a key that was pressed after the palette was asked for and before its code came; false where none is awaited. */
export function typeAhead(event: KeyboardEvent): boolean {
  if (current !== "palette" || event.key.length !== 1 || event.ctrlKey || event.metaKey || event.altKey) return false;
  if (document.querySelector("[role=dialog]") !== null) return false;
  ahead += event.key;
  return true;
}

export function typedAhead(): string {
  return ahead;
}
