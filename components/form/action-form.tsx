"use client";

import type { ReactNode } from "react";
import { ChangedNotice } from "@/components/live/order-watch";
import type { FormAction, FormState } from "@/lib/form-state";
import { ErrorSummary } from "./error-summary";
import { FormContext } from "./form-context";
import { HiddenFields } from "./hidden-fields";
import { useCommandForm } from "./use-command-form";

type ActionFormProps = {
  action: FormAction;
  /** Sent along unseen: the number and version of what is changed. */
  fields?: Record<string, string>;
  done?: string;
  onOk?: (state: FormState) => void;
  resetOnOk?: boolean;
  id?: string;
  label?: string;
  className?: string;
  children: ReactNode;
};

export function ActionForm({ action, fields, done, onOk, resetOnOk, id, label, className, children }: ActionFormProps) {
  const { state, pending, props } = useCommandForm(action, { done, onOk, resetOnOk });
  return (
    <FormContext value={{ state, pending }}>
      <form {...props} id={id} aria-label={label} noValidate className={className}>
        <HiddenFields fields={fields} />
        {fields?.version ? <ChangedNotice number={fields.number} /> : null}
        <ErrorSummary state={state} />
        {children}
      </form>
    </FormContext>
  );
}
