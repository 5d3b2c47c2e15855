"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useLive } from "./live-provider";
import { NewsPill } from "./news-pill";
import { useAsk } from "./use-ask";

const askEveryMs = 5000;

type WarehouseNewsProps = { location: string; tab: string; count: number };

/** Says that more or less waits at this step of the warehouse than the page shows. */
export function WarehouseNews({ location, tab, count }: WarehouseNewsProps) {
  const t = useTranslations("list.live");
  const [now, setNow] = useState(count);
  const [made, setMade] = useState({ tab, count });
  if (made.tab !== tab || made.count !== count) {
    setMade({ tab, count });
    setNow(count);
  }
  const askSoon = useAsk(async () => {
    const path = `/api/internal/fulfilment/counts?location=${encodeURIComponent(location)}`;
    const answer = await fetch(path).catch(() => null);
    if (answer?.ok) setNow(((await answer.json()) as Record<string, number>)[tab] ?? count);
  }, askEveryMs);
  useLive(({ orders, resync }) => {
    if (orders || resync) askSoon();
  });
  return (
    <NewsPill text={now > count ? t("queueNew", { count: now - count }) : now < count ? t("queueChanged") : null} />
  );
}
