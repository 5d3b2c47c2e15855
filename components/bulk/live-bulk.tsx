"use client";

import { useTranslations } from "next-intl";
import { useJobProgress } from "@/components/live/use-job-progress";
import { Progress } from "@/components/ui/progress";

type Live = { status: string; waiting: number; ready: number; done: number; skipped: number; failed: number };

/** How far a bulk change is, as it goes. */
export function LiveBulk({ number, label, first }: { number: string; label: string; first: Live }) {
  const t = useTranslations("bulk");
  const data = useJobProgress<Live>("bulk", number, first);
  const total = data.waiting + data.ready + data.done + data.skipped + data.failed;
  const left = first.status === "checking" ? data.waiting : data.ready;
  return (
    <div className="grid gap-1">
      <Progress value={total - left} max={Math.max(total, 1)} label={label} showValue />
      <p className="text-sm text-text-2" aria-live="polite">
        {t("progress.of", { done: total - left, total })}
        {data.failed > 0 ? ` · ${t("list.failedOf", { count: data.failed })}` : null}
      </p>
    </div>
  );
}
