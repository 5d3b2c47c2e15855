"use client";

import { createContext, useContext } from "react";
import { type FormState, idleForm } from "@/lib/form-state";

export const FormContext = createContext<{ state: FormState; pending: boolean }>({ state: idleForm, pending: false });

/** What the parts of an action form know of it. */
export function useActionFormState() {
  const { state, pending } = useContext(FormContext);
  return {
    state,
    pending,
    /** What was typed before a refusal, else what the form starts with. */
    value: (name: string, fallback = "") => (state.status === "ok" ? fallback : (state.values?.[name] ?? fallback)),
    error: (name: string) => state.fieldErrors?.[name],
  };
}
