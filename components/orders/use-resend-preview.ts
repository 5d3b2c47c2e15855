"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState, useTransition } from "react";
import { previewResendAction, type ResendPreviewAnswer } from "@/app/(back-office)/orders/[number]/resend-actions";

const restMs = 250;

/**
 * Asks what sending these units again would do once typing rests. `fresh` says that the answer is of what stands there
 * now; an answer that comes after a later question is dropped; `again` asks anew for the same.
 */
export function useResendPreview(number: string, lines: { line: number; quantity: number }[]) {
  const t = useTranslations("form");
  const [round, setRound] = useState(0);
  const [answered, setAnswered] = useState<{ key: string; answer: ResendPreviewAnswer } | null>(null);
  const [, startLooking] = useTransition();
  const asked = lines.length > 0;
  const wanted = JSON.stringify(lines);
  const key = `${round} ${wanted}`;
  const fresh = answered?.key === key;
  const failed = t("failed");

  useEffect(() => {
    if (!asked || fresh) return;
    let current = true;
    const look = async () => {
      const answer = await previewResendAction(number, JSON.parse(wanted)).catch(
        () => ({ ok: false, message: failed }) as const,
      );
      if (current) setAnswered({ key, answer });
    };
    const timer = setTimeout(() => startLooking(look), restMs);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [number, asked, wanted, key, fresh, failed]);

  return {
    answer: asked ? (answered?.answer ?? null) : null,
    fresh: asked && fresh,
    looking: asked && !fresh,
    again: () => setRound((rounds) => rounds + 1),
  };
}
