"use client";

import { useState } from "react";
import { useAsk } from "./use-ask";

const askEveryMs = 3000;

/**
 * What a list would show if it were loaded now, as `address` answers it, and a way to ask soon. Until then, and for a
 * list read at another time (`at`), it is `none`.
 */
export function useListNews<News>(address: () => string, at: number, none: News): [news: News, askSoon: () => void] {
  const [news, setNews] = useState(none);
  const [seen, setSeen] = useState(at);
  if (seen !== at) {
    setSeen(at);
    setNews(none);
  }
  const askSoon = useAsk(async () => {
    const answer = await fetch(address()).catch(() => null);
    if (answer?.ok) setNews(await answer.json());
  }, askEveryMs);
  return [news, askSoon];
}
