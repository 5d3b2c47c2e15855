"use client";

import { useTranslations } from "next-intl";
import { useEffect, useEffectEvent, useState, useTransition } from "react";

const restMs = 250;

/** Nobody answered; `skus` is what a refusal may name. */
type Failed = { ok: false; message: string; skus?: string[] };

/**
 * Asks for a preview once typing rests. `asked` says what is asked, as text, and is empty where nothing is. `fresh` says that
 * the answer is of what stands there now; an answer that comes after a later question is dropped; `again` asks anew for
 * the same.
 */
export function usePreview<Answer>(asked: string, look: () => Promise<Answer | Failed>) {
  const t = useTranslations("form");
  const [round, setRound] = useState(0);
  const [answered, setAnswered] = useState<{ key: string; answer: Answer | Failed } | null>(null);
  const [, startLooking] = useTransition();
  const key = `${round} ${asked}`;
  const fresh = answered?.key === key;
  const answerOf = useEffectEvent(() => look().catch((): Failed => ({ ok: false, message: t("failed") })));

  useEffect(() => {
    if (asked === "" || fresh) return;
    let current = true;
    const timer = setTimeout(
      () =>
        startLooking(async () => {
          const answer = await answerOf();
          if (current) setAnswered({ key, answer });
        }),
      restMs,
    );
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [asked, key, fresh]);

  return {
    answer: asked === "" ? null : (answered?.answer ?? null),
    fresh: asked !== "" && fresh,
    looking: asked !== "" && !fresh,
    again: () => setRound((rounds) => rounds + 1),
  };
}
