"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { useLive } from "./live-provider";
import { NewsPill } from "./news-pill";
import { useListNews } from "./use-list-news";

type News = { fresh: number; changed: number };
type OrderNewsProps = {
  /** The list's own query: tab, search and filters. */
  query: string;
  /** Each row's number and version, as they stand: "CH-1:3,CH-2:1". As one text, or React would send each part on its own. */
  rows: string;
  /** When they were read: another time is another list, whose news start anew. */
  at: number;
  /** Whether an order that comes in now would stand above the first row. */
  newestFirst: boolean;
  /** Where a list of one stage is shown: orders that enter it are news. */
  stage?: string;
};

const none: News = { fresh: 0, changed: 0 };

/** "12 new orders": what the order list would show if it were loaded now. */
export function OrderNews({ query, rows, at, newestFirst, stage }: OrderNewsProps) {
  const t = useTranslations("list.live");
  const address = () => {
    const params = new URLSearchParams(query);
    if (newestFirst) params.set("top", rows.split(":")[0] ?? "");
    params.set("shown", rows);
    return `/api/internal/orders/news?${params}`;
  };
  const [{ fresh, changed }, askSoon] = useListNews(address, at, none);
  const versions = useMemo(() => versionsOf(rows), [rows]);
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

function versionsOf(rows: string): Map<string, number> {
  return new Map(
    rows.split(",").map((row) => {
      const [number = "", version] = row.split(":");
      return [number, Number(version)];
    }),
  );
}
