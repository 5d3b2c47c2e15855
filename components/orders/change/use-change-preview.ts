"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState, useTransition } from "react";
import { type ChangePreviewAnswer, previewChangeAction } from "@/app/(back-office)/orders/[number]/change/actions";
import type { AskedChange, ChangeableOrder } from "./change-state";

const restMs = 250;

/**
 * Asks what a change would do once typing rests. `answer` may be of what was typed before; `fresh` says that it is of what
 * stands there now. An answer that comes after a later question is dropped; `again` asks anew for the same.
 */
export function useChangePreview({ number, version }: ChangeableOrder, asked: AskedChange | null) {
  const t = useTranslations("form");
  const [round, setRound] = useState(0);
  const [answered, setAnswered] = useState<{ key: string; answer: ChangePreviewAnswer } | null>(null);
  const [, startLooking] = useTransition();
  const wanted = asked ? JSON.stringify(asked) : "";
  const key = `${version} ${round} ${wanted}`;
  const fresh = answered?.key === key;
  const failed = t("failed");

  useEffect(() => {
    if (wanted === "" || fresh) return;
    let current = true;
    const look = async () => {
      const answer = await previewChangeAction({ number, version, ...JSON.parse(wanted) }).catch(
        () => ({ ok: false, message: failed }) as const,
      );
      if (current) setAnswered({ key, answer });
    };
    const timer = setTimeout(() => startLooking(look), restMs);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [number, version, wanted, key, fresh, failed]);

  return {
    answer: asked ? (answered?.answer ?? null) : null,
    fresh: asked !== null && fresh,
    looking: asked !== null && !fresh,
    again: () => setRound((rounds) => rounds + 1),
  };
}
