"use client";

import { useTranslations } from "next-intl";
import { useJobProgress } from "@/components/live/use-job-progress";
import { Progress } from "@/components/ui/progress";

type Live = { status: string; rowsDone: number; rowsTotal: number | null };
type LiveProgressProps = Live & { number: string; label: string };

/** How far the work is, as it goes. */
export function LiveProgress({ number, label, ...first }: LiveProgressProps) {
  const t = useTranslations("imports.result");
  const data = useJobProgress<Live>("import", number, first);
  const total = data.rowsTotal ?? 0;
  return (
    <div className="grid gap-1">
      <Progress value={data.rowsDone} max={Math.max(total, data.rowsDone, 1)} label={label} showValue={total > 0} />
      <p className="text-sm text-text-2" aria-live="polite">
        {total > data.rowsDone ? t("of", { done: data.rowsDone, total }) : t("soFar", { done: data.rowsDone })}
      </p>
    </div>
  );
}
