"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { useAsk } from "@/components/live/use-ask";

const askEveryMs = 2000;

/** Reads the page again while a worker still acts for it; what is typed in it stays. */
export function PageWatch({ left }: { left: number }) {
  const router = useRouter();
  const ask = useAsk(async () => router.refresh(), askEveryMs);
  // After each rendering: one that still finds work left asks once more.
  useEffect(() => {
    if (left > 0) ask();
  });
  return null;
}
