"use client";

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { Toaster } from "@/components/ui/toaster";
import type { Counts } from "./counts";
import { FirstCounts } from "./use-counts";

/** What live parts need around them: one cache per tab, and the place for notices. */
export function Providers({ counts, children }: { counts: Counts; children: ReactNode }) {
  const [client] = useState(() => new QueryClient({ defaultOptions: { queries: { retry: 1, staleTime: 10_000 } } }));
  return (
    <QueryClientProvider client={client}>
      <FirstCounts value={counts}>{children}</FirstCounts>
      <Toaster />
    </QueryClientProvider>
  );
}
