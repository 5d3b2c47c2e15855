"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { Progress } from "@/components/ui/progress";

type Live = { status: string; waiting: number; ready: number; done: number; skipped: number; failed: number };

const EVERY = 1000;

/** How far a bulk change is, asked anew each second; the page renders again once it stands elsewhere. */
export function LiveBulk({ number, label, first }: { number: string; label: string; first: Live }) {
  const t = useTranslations("bulk");
  const router = useRouter();
  const { data } = useQuery({
    queryKey: ["bulk-progress", number],
    queryFn: async ({ signal }): Promise<Live> => {
      const answer = await fetch(`/api/internal/bulk/${encodeURIComponent(number)}/progress`, { signal });
      if (!answer.ok) throw new Error(`progress answered ${answer.status}`);
      return answer.json();
    },
    initialData: first,
    refetchInterval: EVERY,
    refetchIntervalInBackground: true,
    staleTime: 0,
  });
  const changed = data.status !== first.status;
  useEffect(() => {
    if (changed) router.refresh();
  }, [changed, router]);
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
