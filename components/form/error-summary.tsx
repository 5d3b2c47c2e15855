"use client";

import { useTranslations } from "next-intl";
import { type MouseEvent, useEffect, useRef } from "react";
import { Alert } from "@/components/ui/alert";
import type { FormState } from "@/lib/form-state";

/** Says at the head of the form why it was not accepted, takes the focus there, and leads to each field. */
export function ErrorSummary({ state }: { state: FormState }) {
  const t = useTranslations("form");
  const summary = useRef<HTMLDivElement>(null);
  const problems = Object.entries(state.fieldErrors ?? {});
  const failed = state.status === "refused" || state.status === "invalid";

  // biome-ignore lint/correctness/useExhaustiveDependencies: each answer is a new state, also when it says the same.
  useEffect(() => {
    if (failed) summary.current?.focus();
  }, [state, failed]);

  if (!failed) return null;
  const goTo = (name: string) => (event: MouseEvent<HTMLButtonElement>) => {
    const field = event.currentTarget.form?.elements.namedItem(name);
    if (field instanceof HTMLElement) field.focus();
    else if (field instanceof RadioNodeList && field[0] instanceof HTMLElement) field[0].focus();
  };
  return (
    <div ref={summary} tabIndex={-1} className="mb-3 rounded-lg">
      <Alert tone="danger" title={state.message ?? t("problems", { count: problems.length })}>
        {problems.length > 1 ? (
          <ul className="mt-1 grid justify-items-start gap-0.5">
            {problems.map(([name, problem]) => (
              <li key={name}>
                <button type="button" onClick={goTo(name)} className="text-start underline underline-offset-2">
                  {problem}
                </button>
              </li>
            ))}
          </ul>
        ) : null}
      </Alert>
    </div>
  );
}
