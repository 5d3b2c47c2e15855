"use client";

import { PencilLine } from "lucide-react";
import { useRouter } from "next/navigation";
import { useLocale, useTimeZone, useTranslations } from "next-intl";
import { createContext, type ReactNode, useContext, useEffect, useRef, useState, useTransition } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { formatTime } from "@/lib/format/time";
import { useEditors } from "./editing";
import { useLive } from "./live-provider";
import { NewsPill } from "./news-pill";

type Changed = { version: number; changes: { by: string; at: string; what: string }[] };

const Watched = createContext<{ number: string; text: string } | null>(null);

// What one did oneself is on the page before this is over.
const patienceMs = 900;

type OrderWatchProps = { number: string; version: number; children: ReactNode };

/** Notices what others do to the order on the screen, and says it over the page and in each form that would save over it. */
export function OrderWatch({ number, version, children }: OrderWatchProps) {
  const text = useChangeText(number, version);
  return (
    <Watched value={text ? { number, text } : null}>
      <NewsPill text={text} />
      <Editors number={number} />
      {children}
    </Watched>
  );
}

/** A hint, never a lock: two people may edit one order at once. */
function Editors({ number }: { number: string }) {
  const t = useTranslations("list.live");
  const editors = useEditors(number);
  if (editors.length === 0) return null;
  return (
    <p role="status" className="no-print mb-3 flex items-center gap-1.5 text-sm text-text-2">
      <PencilLine aria-hidden className="size-4 shrink-0" />
      {t("editing", { by: editors.join(", "), count: editors.length })}
    </p>
  );
}

function useChangeText(number: string, version: number): string | null {
  const t = useTranslations("list.live");
  const locale = useLocale();
  const zone = useTimeZone() ?? "UTC";
  const [changed, setChanged] = useState<Changed | null>(null);
  const asking = useRef<ReturnType<typeof setTimeout>>(undefined);

  const ask = async () => {
    asking.current = undefined;
    const path = `/api/internal/orders/${encodeURIComponent(number)}/changes?since=${version}`;
    const answer = await fetch(path).catch(() => null);
    if (answer?.ok) setChanged(await answer.json());
  };
  useLive(({ orders, resync }) => {
    const concerns =
      resync || orders === "many" || orders?.some((each) => each.number === number && each.version > version);
    if (!concerns) return;
    clearTimeout(asking.current);
    asking.current = setTimeout(() => void ask(), patienceMs);
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was about to be asked concerned the version before.
  useEffect(() => () => clearTimeout(asking.current), [version, number]);

  const [last] = changed?.changes ?? [];
  if (!changed || !last || changed.version <= version) return null;
  const when = formatTime(new Date(last.at), "time", { locale, zone, now: new Date() });
  const more = changed.version - version - 1;
  const said = { by: last.by, when, what: last.what };
  return more > 0 ? t("changedByAndMore", { ...said, count: more }) : t("changedBy", said);
}

/** In a form about an order that somebody else has changed since: what, and a way to see it without losing what was typed. */
export function ChangedNotice({ number }: { number: string | undefined }) {
  const t = useTranslations("list.live");
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const watched = useContext(Watched);
  if (!watched || watched.number !== number) return null;
  return (
    <Alert
      tone="attention"
      action={
        <Button size="sm" busy={pending} onClick={() => startTransition(() => router.refresh())}>
          {t("show")}
        </Button>
      }
    >
      {watched.text}
    </Alert>
  );
}
