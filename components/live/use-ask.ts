"use client";

import { useEffect, useEffectEvent, useRef } from "react";

const gatherMs = 800;

/**
 * Asks the server soon, several wishes by one question and none while nobody looks at the page; the question that was
 * due is asked when somebody does again.
 */
export function useAsk(ask: () => Promise<void>, everyMs: number): () => void {
  const state = useRef<{ timer?: ReturnType<typeof setTimeout>; at: number; missed: boolean }>({
    at: 0,
    missed: false,
  });
  const now = useEffectEvent(() => {
    state.current.timer = undefined;
    state.current.missed = document.visibilityState !== "visible";
    if (state.current.missed) return;
    state.current.at = Date.now();
    void ask();
  });
  const soon = useRef(() => {});
  useEffect(() => {
    const at = state.current;
    soon.current = () => {
      at.timer ??= setTimeout(() => now(), Math.max(gatherMs, at.at + everyMs - Date.now()));
    };
    const look = () => {
      if (at.missed && document.visibilityState === "visible") soon.current();
    };
    document.addEventListener("visibilitychange", look);
    return () => {
      document.removeEventListener("visibilitychange", look);
      clearTimeout(at.timer);
      at.timer = undefined;
    };
  }, [everyMs]);
  return () => soon.current();
}
