"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type { ReturnsNews } from "@/lib/returns/queries/list-news";
import { useLive } from "./live-provider";
import { NewsPill } from "./news-pill";
import { useAsk } from "./use-ask";

type ReturnNewsProps = {
  /** The list's own query: tab, search, filters and page. */
  query: string;
  /** Each row's number and mark, as they stand. */
  rows: [rma: string, mark: string][];
};

const askEveryMs = 3000;
const none: ReturnsNews = { fresh: 0, changed: 0 };

/** What the list of returns would show if it were loaded now. */
export function ReturnNews({ query, rows }: ReturnNewsProps) {
  const t = useTranslations("list.live");
  const [news, setNews] = useState(none);
  const [seen, setSeen] = useState(rows);
  if (seen !== rows) {
    setSeen(rows);
    setNews(none);
  }
  const askSoon = useAsk(async () => {
    const params = new URLSearchParams(query);
    params.set("shown", rows.map((row) => row.join(":")).join(","));
    const answer = await fetch(`/api/internal/returns/news?${params}`).catch(() => null);
    if (answer?.ok) setNews(await answer.json());
  }, askEveryMs);
  useLive(({ returns, resync }) => {
    if (returns || resync) askSoon();
  });
  const { fresh, changed } = news;
  return (
    <NewsPill
      text={
        fresh > 0 ? t("newReturns", { count: fresh }) : changed > 0 ? t("changedReturns", { count: changed }) : null
      }
    />
  );
}
