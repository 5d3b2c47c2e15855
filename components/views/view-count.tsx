"use client";

import { useQuery } from "@tanstack/react-query";
import { useLocale } from "next-intl";
import { formatCapped } from "@/lib/format/number";

/** Counting stops here, as the server does. */
const CAP = 1000;
const FRESH = 30_000;

/** How many orders a view finds, once that is known; one request counts all views. */
export function ViewCount({ number }: { number: number }) {
  const locale = useLocale();
  const { data } = useQuery({
    queryKey: ["view-counts"],
    queryFn: async ({ signal }): Promise<Record<string, number | null>> => {
      const answer = await fetch("/api/internal/views", { signal });
      if (!answer.ok) throw new Error(`views answered ${answer.status}`);
      return answer.json();
    },
    staleTime: FRESH,
  });
  const count = data?.[number];
  return typeof count === "number" ? <span>{formatCapped(count, CAP, locale)}</span> : null;
}
