"use client";

import { useEffect, useRef } from "react";
import { playNotes } from "@/components/ui/play-notes";
import { soundCookie } from "./sound-cookie";
import { useCounts } from "./use-counts";

/** A short tone when more is stuck than a moment ago, for whoever switched it on. */
export function ExceptionSound() {
  const { exceptions = 0 } = useCounts();
  const before = useRef(exceptions);
  useEffect(() => {
    const more = exceptions > before.current;
    before.current = exceptions;
    if (!more || !document.cookie.split("; ").includes(`${soundCookie}=on`)) return;
    const context = new AudioContext();
    // Browsers stay silent until somebody has touched the page.
    void context.resume().then(() => {
      playNotes(context, notes, { shape: "sine", loudness: 0.25 });
      setTimeout(() => void context.close(), 1000);
    });
  }, [exceptions]);
  return null;
}

const notes = [
  { pitch: 660, from: 0, length: 0.12 },
  { pitch: 880, from: 0.14, length: 0.16 },
];
