"use client";

import { useTranslations } from "next-intl";

/**
 * A failure nobody planned for: what to do, and the reference under which it stands in the log. Every page loads this,
 * so it is plain elements.
 */
export function Problem({ error, retry }: { error: unknown; retry: () => void }) {
  const t = useTranslations("common");
  const reference = error instanceof Error && "digest" in error ? String(error.digest) : null;
  return (
    <div role="alert" className="mx-auto grid max-w-xl justify-items-start gap-3 px-4 py-16">
      <h1 className="font-bold text-xl">{t("problem.title")}</h1>
      <p className="text-text-2">{t("problem.text")}</p>
      {reference ? <p className="font-mono text-text-2 text-xs">{t("reference", { reference })}</p> : null}
      <button
        type="button"
        onClick={retry}
        className="mt-2 h-8 rounded-md bg-accent px-3 font-semibold text-on-accent text-sm hover:bg-accent-hover"
      >
        {t("problem.retry")}
      </button>
    </div>
  );
}
