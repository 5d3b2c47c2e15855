"use client";

import { useTranslations } from "next-intl";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";

/** A failure nobody planned for: what to do, and the reference under which it stands in the log. */
export function Problem({ error, retry }: { error: unknown; retry: () => void }) {
  const t = useTranslations("common.problem");
  const reference = error instanceof Error && "digest" in error ? String(error.digest) : undefined;
  return (
    <div className="mx-auto grid max-w-xl gap-4 px-4 py-16">
      <h1 className="font-bold text-xl">{t("title")}</h1>
      <Alert tone="danger" reference={reference}>
        {t("text")}
      </Alert>
      <div>
        <Button variant="primary" onClick={retry}>
          {t("retry")}
        </Button>
      </div>
    </div>
  );
}
