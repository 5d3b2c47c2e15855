"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type { LiveMessage } from "@/lib/live/rules/message";
import { useLive } from "./live-provider";
import { NewsPill } from "./news-pill";

type QueueNewsProps = {
  /** Numbers of the orders that are shown. */
  numbers: readonly string[];
  /** The stages whose orders wait in this queue. */
  stages: readonly string[];
  /** How many waited when the page was made, and under which of the live numbers they are counted. */
  counted?: { name: string; count: number };
};

type News = { entered: ReadonlySet<string>; changed: boolean };
const none: News = { entered: new Set(), changed: false };

/** Says that others were at work in a queue that somebody is working through, and leaves it standing meanwhile. */
export function QueueNews({ numbers, stages, counted }: QueueNewsProps) {
  const t = useTranslations("list.live");
  const [news, setNews] = useState(none);
  const [seen, setSeen] = useState(numbers);
  if (seen !== numbers) {
    setSeen(numbers);
    setNews(none);
  }
  useLive((message) => setNews((before) => withMessage(before, message, { numbers, stages, counted })));
  const { entered, changed } = news;
  return (
    <NewsPill text={entered.size > 0 ? t("queueNew", { count: entered.size }) : changed ? t("queueChanged") : null} />
  );
}

function withMessage(before: News, message: LiveMessage, { numbers, stages, counted }: QueueNewsProps): News {
  const { orders, counts, resync } = message;
  if (orders === "many") return { ...before, changed: true };
  const entered = new Set(before.entered);
  let { changed } = before;
  // What happened while nobody told us shows in the number only.
  if (resync && counted && counts && counts[counted.name] !== counted.count) changed = true;
  for (const { number, stage } of orders ?? []) {
    const waits = stages.includes(stage);
    if (numbers.includes(number)) changed ||= !waits;
    else if (waits) entered.add(number);
    else entered.delete(number);
  }
  return { entered, changed };
}
