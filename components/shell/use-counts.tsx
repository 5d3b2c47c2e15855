"use client";

import { createContext, type ReactNode, useContext, useState } from "react";
import { useLive } from "@/components/live/live-provider";
import type { Counts } from "./counts";

const Known = createContext<Counts>({});

/** The numbers as they were when the page was made, until something live is newer. */
export function CountsProvider({ counts, children }: { counts: Counts; children: ReactNode }) {
  const [live, setLive] = useState<Counts | null>(null);
  const [made, setMade] = useState(counts);
  if (made !== counts) {
    setMade(counts);
    setLive(null);
  }
  useLive((message) => {
    if (message.counts) setLive(message.counts);
  });
  return <Known value={live ?? counts}>{children}</Known>;
}

export function useCounts(): Counts {
  return useContext(Known);
}
