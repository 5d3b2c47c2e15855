"use client";

import { useTranslations } from "next-intl";
import type { ReturnsNews } from "@/lib/returns/queries/list-news";
import { useLive } from "./live-provider";
import { NewsPill } from "./news-pill";
import { useListNews } from "./use-list-news";

type ReturnNewsProps = {
  /** The list's own query: tab, search, filters and page. */
  query: string;
  /** Each row's number and mark, as they stand: "RMA-1:3,RMA-2:1". */
  rows: string;
  /** When they were read. */
  at: number;
};

const none: ReturnsNews = { fresh: 0, changed: 0 };

/** What the list of returns would show if it were loaded now. */
export function ReturnNews({ query, rows, at }: ReturnNewsProps) {
  const t = useTranslations("list.live");
  const address = () =>
    `/api/internal/returns/news?${new URLSearchParams([...new URLSearchParams(query), ["shown", rows]])}`;
  const [{ fresh, changed }, askSoon] = useListNews(address, at, none);
  useLive(({ returns, resync }) => {
    if (returns || resync) askSoon();
  });
  return (
    <NewsPill
      text={
        fresh > 0 ? t("newReturns", { count: fresh }) : changed > 0 ? t("changedReturns", { count: changed }) : null
      }
    />
  );
}
