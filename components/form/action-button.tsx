"use client";

import type { ReactNode } from "react";
import { InlineError } from "@/components/ui/alert";
import { Button, type ButtonProps } from "@/components/ui/button";
import type { FormAction, FormState } from "@/lib/form-state";
import { HiddenFields } from "./hidden-fields";
import { useCommandForm } from "./use-command-form";

type ActionButtonProps = Pick<ButtonProps, "variant" | "size" | "disabled" | "title" | "className"> & {
  action: FormAction;
  fields?: Record<string, string>;
  done?: string;
  onOk?: (state: FormState) => void;
  /** A letter that presses it, handled by the page: only announced here. */
  shortcut?: string;
  children: ReactNode;
};

/** One button, one command. A refusal stands beside it, and the button can be tried again. */
export function ActionButton({ action, fields, done, onOk, shortcut, children, ...button }: ActionButtonProps) {
  const { state, pending, props } = useCommandForm(action, { done, onOk });
  const failed = state.status === "refused" || state.status === "invalid";
  return (
    <form {...props} className="inline-flex flex-wrap items-center gap-2">
      <HiddenFields fields={fields} />
      <Button type="submit" busy={pending} aria-keyshortcuts={shortcut} {...button}>
        {children}
      </Button>
      {failed ? <InlineError>{state.message ?? Object.values(state.fieldErrors ?? {})[0]}</InlineError> : null}
    </form>
  );
}
