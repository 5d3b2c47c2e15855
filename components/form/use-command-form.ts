"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, startTransition, useActionState, useEffect, useRef, useState } from "react";
import { notify } from "@/components/ui/notify";
import { newId } from "@/lib/core/ids";
import { type FormAction, type FormState, idempotencyField, idleForm } from "@/lib/form-state";

type Options = {
  /** Said as noun and verb once it is done: "Order held". */
  done?: string;
  onOk?: (state: FormState) => void;
  resetOnOk?: boolean;
};

/**
 * One form, one command. What was typed stays until the command is done: the form is sent by hand, because React
 * empties forms after every action, refused ones too. Each filled-in form has one key, so a repeat is one effect.
 */
export function useCommandForm(action: FormAction, { done, onOk, resetOnOk = true }: Options = {}) {
  const t = useTranslations("form");
  const form = useRef<HTMLFormElement>(null);
  const running = useRef(false);
  const [key, setKey] = useState(newId);

  const [state, dispatch, pending] = useActionState(async (previous: FormState, data: FormData) => {
    const answer = await answerOf(previous, data);
    // Here and not in an effect: what was done may take this very form off the page, and its effects with it.
    if (answer.status === "ok") {
      if (latest.current.done) notify.done(latest.current.done);
      latest.current.onOk?.(answer);
    }
    return answer;
  }, idleForm);
  const answerOf = async (previous: FormState, data: FormData): Promise<FormState> => {
    try {
      return await action(previous, data);
    } catch (error) {
      if (isFlowOfControl(error)) throw error;
      return { status: "refused", message: t("failed") };
    } finally {
      running.current = false;
    }
  };

  const latest = useRef({ done, onOk, resetOnOk });
  useEffect(() => {
    latest.current = { done, onOk, resetOnOk };
  });
  useEffect(() => {
    if (state.status !== "ok") return;
    setKey(newId());
    if (latest.current.resetOnOk) form.current?.reset();
  }, [state]);

  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    // React hands on what happens in a dialog to the form the dialog was opened from.
    if (event.target !== event.currentTarget) return;
    event.preventDefault();
    if (running.current) return;
    running.current = true;
    const submitter = (event.nativeEvent as SubmitEvent).submitter;
    send(new FormData(event.currentTarget, submitter));
  };
  const send = (data: FormData) => {
    data.set(idempotencyField, key);
    startTransition(() => dispatch(data));
  };
  // React itself sends a form that was submitted before this script ran: that is what the action is for.
  return { state, pending, props: { ref: form, action: send, onSubmit } };
}

/** Redirects and the like travel as errors that the framework must see. */
function isFlowOfControl(error: unknown): boolean {
  return error instanceof Error && "digest" in error && String(error.digest).startsWith("NEXT_");
}
