"use client";

import { useQuery } from "@tanstack/react-query";
import { createContext, useContext } from "react";
import { type Counts, countsKey, countsPath } from "./counts";

const EVERY = 30_000;

/** The numbers as they were when the page was made; live ones take over from there. */
export const FirstCounts = createContext<Counts>({});

export function useCounts(): Counts {
  const { data } = useQuery({
    queryKey: countsKey,
    queryFn: async ({ signal }): Promise<Counts> => {
      const answer = await fetch(countsPath, { signal });
      if (!answer.ok) throw new Error(`counts answered ${answer.status}`);
      return answer.json();
    },
    initialData: useContext(FirstCounts),
    refetchInterval: EVERY,
    staleTime: EVERY,
  });
  return data;
}
