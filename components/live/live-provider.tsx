"use client";

import { createContext, type ReactNode, useContext, useEffect, useEffectEvent, useState } from "react";
import type { LiveMessage } from "@/lib/live/rules/message";
import { LiveConnection } from "./connection";

const Connection = createContext<LiveConnection | null>(null);

/** Connects this tab to what happens in the shop; `viewer` keeps the tabs of one person together. */
export function LiveProvider({ viewer, children }: { viewer: string; children: ReactNode }) {
  const [connection, setConnection] = useState<LiveConnection | null>(null);
  useEffect(() => {
    const made = new LiveConnection(`countinghouse live ${viewer}`);
    setConnection(made);
    made.start();
    return () => made.stop();
  }, [viewer]);
  return <Connection value={connection}>{children}</Connection>;
}

/** Calls back with what happens, while the component is on the page. */
export function useLive(onMessage: (message: LiveMessage) => void): void {
  const connection = useContext(Connection);
  const hear = useEffectEvent(onMessage);
  useEffect(() => connection?.subscribe((message) => hear(message)), [connection]);
}
