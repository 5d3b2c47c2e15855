"use client";

import { useEffect, useState } from "react";
import { useLive } from "./live-provider";

const beatMs = 20_000;
/** Somebody who was not heard of for this long has closed the form. */
const forgottenMs = 45_000;
// The person's own word comes back by the stream; the answer to it says whose it is.
const patienceMs = 900;

let me: string | null = null;

/** Says, while a form about an order is open and looked at, that this person has it open. */
export function useEditing(number: string): void {
  useEffect(() => {
    const beat = async () => {
      if (document.visibilityState !== "visible") return;
      const path = `/api/internal/orders/${encodeURIComponent(number)}/editing`;
      // A word that is lost costs a hint.
      const answer = await fetch(path, { method: "POST" }).catch(() => null);
      if (answer?.ok) me = (await answer.json()).by;
    };
    void beat();
    const timer = setInterval(() => void beat(), beatMs);
    return () => clearInterval(timer);
  }, [number]);
}

/** Who else has a form about this order open just now. */
export function useEditors(number: string): string[] {
  const [seen, setSeen] = useState<ReadonlyMap<string, number>>(new Map());
  useLive(({ editing }) => {
    const found = editing?.filter((each) => each.number === number).map(({ by }) => by) ?? [];
    if (found.length === 0) return;
    setTimeout(() => {
      const others = found.filter((by) => by !== me);
      if (others.length > 0) setSeen((known) => new Map([...known, ...others.map((by) => [by, Date.now()] as const)]));
    }, patienceMs);
  });
  useEffect(() => {
    if (seen.size === 0) return;
    const timer = setInterval(() => {
      const now = Date.now();
      setSeen((known) => new Map([...known].filter(([, at]) => now - at < forgottenMs)));
    }, beatMs / 4);
    return () => clearInterval(timer);
  }, [seen.size]);
  return [...seen.keys()];
}
