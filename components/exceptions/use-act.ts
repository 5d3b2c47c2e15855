"use client";

import { useTranslations } from "next-intl";
import { useState, useTransition } from "react";
import { restoreExceptionsAction } from "@/app/(back-office)/exceptions/actions";
import { notify } from "@/components/ui/notify";
import type { Before } from "@/lib/exceptions/inputs";
import { type FormAction, type FormState, idleForm } from "@/lib/form-state";

export type Done = "assigned" | "snoozed" | "woken" | "closed";

/** Says what was done to how many, with the way back. */
export function useSaid(onDone?: () => void): (state: FormState, done: Done) => void {
  const t = useTranslations("exceptions");
  return ({ value }, done) => {
    const { changed, before } = value as { changed: number; before: Before[] };
    const undo = () => void restoreExceptionsAction(before).then(() => notify.info(t("done.undone")));
    if (changed === 0) notify.info(t("done.nothing"));
    else notify.done(t(`done.${done}`, { count: changed }), { undo, undoLabel: t("action.undo") });
    onDone?.();
  };
}

/** Sends an action that asks nothing more, and says what came of it. */
export function useAct(onDone?: () => void) {
  const said = useSaid(onDone);
  const [pending, startTransition] = useTransition();
  const [problem, setProblem] = useState("");
  const act = (action: FormAction, fields: Record<string, string>, done: Done) => {
    const data = new FormData();
    for (const [name, value] of Object.entries(fields)) data.set(name, value);
    startTransition(async () => {
      const state = await action(idleForm, data);
      setProblem(state.status === "ok" ? "" : (state.message ?? ""));
      if (state.status === "ok") said(state, done);
    });
  };
  return { act, pending, problem };
}
