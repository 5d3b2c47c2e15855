"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { Progress } from "@/components/ui/progress";

type Live = { status: string; rowsDone: number; rowsTotal: number | null };
type LiveProgressProps = Live & { number: string; label: string };

const EVERY = 1000;

/** How far the work is, asked anew each second; the page renders again once its status changes. */
export function LiveProgress({ number, label, ...first }: LiveProgressProps) {
  const t = useTranslations("imports.result");
  const router = useRouter();
  const { data } = useQuery({
    queryKey: ["import-progress", number],
    queryFn: async ({ signal }): Promise<Live> => {
      const answer = await fetch(`/api/internal/imports/${encodeURIComponent(number)}/progress`, { signal });
      if (!answer.ok) throw new Error(`progress answered ${answer.status}`);
      return answer.json();
    },
    initialData: first,
    refetchInterval: EVERY,
    // A tab in the background goes on asking, so that it is right when it is looked at again.
    refetchIntervalInBackground: true,
    staleTime: 0,
  });
  const changed = data.status !== first.status;
  useEffect(() => {
    if (changed) router.refresh();
  }, [changed, router]);
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
