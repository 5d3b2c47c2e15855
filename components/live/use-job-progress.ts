"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useEffect, useEffectEvent, useTransition } from "react";
import type { JobChange } from "@/lib/live/rules/message";
import { useLive } from "./live-provider";

// The stream says when there is something new; this is for when there is no stream.
const askEveryMs = 3000;

const paths = { import: "/api/internal/imports", bulk: "/api/internal/bulk" } as const satisfies Record<
  JobChange["kind"],
  string
>;

/** How far a long piece of work is; the page is asked for again as long as its status is not the work's. */
export function useJobProgress<Progress extends { status: string }>(
  kind: JobChange["kind"],
  number: string,
  first: Progress,
): Progress {
  const router = useRouter();
  const [rendering, startRendering] = useTransition();
  const {
    data = first,
    dataUpdatedAt,
    refetch,
  } = useQuery({
    // What was heard of one status says nothing of the next: a page that has gone on would take it for news.
    queryKey: ["job", kind, number, first.status],
    queryFn: async ({ signal }): Promise<Progress> => {
      const answer = await fetch(`${paths[kind]}/${encodeURIComponent(number)}/progress`, { signal });
      if (!answer.ok) throw new Error(`progress answered ${answer.status}`);
      return answer.json();
    },
    initialData: first,
    refetchInterval: askEveryMs,
    // A tab in the background goes on asking, so that it is right when it is looked at again.
    refetchIntervalInBackground: true,
    staleTime: 0,
    gcTime: 0,
  });
  useLive(({ jobs, resync }) => {
    if (resync || jobs?.some((job) => job.kind === kind && job.number === number))
      void refetch({ cancelRefetch: false });
  });
  const changed = data.status !== first.status;
  // With each answer anew: a page that was read a moment too early is read again.
  const render = useEffectEvent(() => {
    if (changed && !rendering) startRendering(() => router.refresh());
  });
  useEffect(() => {
    if (dataUpdatedAt > 0) render();
  }, [dataUpdatedAt]);
  return data;
}
