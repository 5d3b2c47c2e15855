"use client";

import { useTranslations } from "next-intl";
import { useMemo, useState } from "react";
import { useLive } from "./live-provider";
import { NewsPill } from "./news-pill";
import { useAsk } from "./use-ask";

type News = { fresh: number; changed: number };
type OrderNewsProps = {
  /** The list's own query: tab, search and filters. */
  query: string;
  /** Each row's number and version, as they stand. */
  rows: [number: string, version: number][];
  /** Whether an order that comes in now would stand above the first row. */
  newestFirst: boolean;
  /** Where a list of one stage is shown: orders that enter it are news. */
  stage?: string;
};

const askEveryMs = 3000;

const none: News = { fresh: 0, changed: 0 };

/** "12 new orders": what the order list would show if it were loaded now. */
export function OrderNews({ query, rows, newestFirst, stage }: OrderNewsProps) {
  const t = useTranslations("list.live");
  const [news, setNews] = useState(none);
  const [seen, setSeen] = useState(rows);
  if (seen !== rows) {
    setSeen(rows);
    setNews(none);
  }

  const askSoon = useAsk(async () => {
    const params = new URLSearchParams(query);
    if (newestFirst) params.set("top", rows[0]?.[0] ?? "");
    params.set("shown", rows.map((row) => row.join(":")).join(","));
    const answer = await fetch(`/api/internal/orders/news?${params}`).catch(() => null);
    if (answer?.ok) setNews(await answer.json());
  }, askEveryMs);
  const versions = useMemo(() => new Map(rows), [rows]);
  useLive(({ orders, resync }) => {
    const concerns =
      resync ||
      orders === "many" ||
      orders?.some(({ number, version, isNew, stage: now }) => {
        const shown = versions.get(number);
        return shown === undefined ? isNew || (stage !== undefined && stage === now) : version > shown;
      });
    if (concerns) askSoon();
  });

  const { fresh, changed } = news;
  return (
    <NewsPill
      text={
        fresh > 0
          ? t("newOrders", { count: fresh, more: fresh >= 100 ? "yes" : "no" })
          : changed > 0
            ? t("changedRows", { count: changed })
            : null
      }
    />
  );
}
