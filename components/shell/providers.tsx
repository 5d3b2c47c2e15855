"use client";

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { LiveProvider } from "@/components/live/live-provider";
import { Hints } from "@/components/ui/hints";
import { Toaster } from "@/components/ui/toaster";
import type { Counts } from "./counts";
import { useCopyButtons } from "./use-copy-buttons";
import { CountsProvider } from "./use-counts";
import { useFollowedLinks } from "./use-followed-links";

type ProvidersProps = { counts: Counts; viewer: string; children: ReactNode };

/** What live parts need around them: one cache per tab, what happens in the shop, and the place for notices. */
export function Providers({ counts, viewer, children }: ProvidersProps) {
  useFollowedLinks();
  useCopyButtons();
  const [client] = useState(() => new QueryClient({ defaultOptions: { queries: { retry: 1, staleTime: 10_000 } } }));
  return (
    <QueryClientProvider client={client}>
      <LiveProvider viewer={viewer}>
        <CountsProvider counts={counts}>{children}</CountsProvider>
      </LiveProvider>
      <Hints />
      <Toaster />
    </QueryClientProvider>
  );
}
