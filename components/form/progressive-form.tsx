"use client";

import { type ReactNode, useActionState } from "react";
import { type FormAction, idleForm } from "@/lib/form-state";
import { ErrorSummary } from "./error-summary";
import { FormContext } from "./form-context";
import { HiddenFields } from "./hidden-fields";

type ProgressiveFormProps = {
  action: FormAction;
  fields?: Record<string, string>;
  className?: string;
  children: ReactNode;
};

/**
 * A form that also works before its script has loaded, or without one: for the door, where nobody waits and where a
 * password must never end up in an address.
 */
export function ProgressiveForm({ action, fields, className, children }: ProgressiveFormProps) {
  const [state, dispatch, pending] = useActionState(action, idleForm);
  return (
    <FormContext value={{ state, pending }}>
      <form action={dispatch} noValidate className={className}>
        <HiddenFields fields={fields} />
        <ErrorSummary state={state} />
        {children}
      </form>
    </FormContext>
  );
}
