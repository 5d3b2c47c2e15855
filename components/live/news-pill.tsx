"use client";

import { RefreshCw } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useTransition } from "react";
import { Button } from "@/components/ui/button";

/**
 * Says what the page does not show yet, over its edge instead of in its flow: nothing on the page moves until somebody
 * asks for it.
 */
export function NewsPill({ text, shown }: { text: string | null; shown?: () => void }) {
  const t = useTranslations("list.live");
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const show = () => {
    shown?.();
    startTransition(() => router.refresh());
  };
  return (
    <div role="status" className="no-print pointer-events-none sticky top-(--top-bar) z-20 flex h-0 justify-center">
      {text ? (
        <Button
          variant="primary"
          busy={pending}
          onClick={show}
          className="pointer-events-auto mt-1 rounded-full! px-4! shadow-lg"
        >
          <RefreshCw aria-hidden />
          {text} · {t("show")}
        </Button>
      ) : null}
    </div>
  );
}
