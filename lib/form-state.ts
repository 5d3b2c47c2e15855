/** What an action answers to the form that called it. Typed values come back so that a refusal never empties the form. */
export type FormState = {
  status: "idle" | "ok" | "refused" | "invalid";
  /** Worded for the person: what is wrong and what to do. */
  message?: string;
  /** Field name → worded message. */
  fieldErrors?: Record<string, string>;
  values?: Record<string, string>;
  value?: unknown;
};

export type FormAction = (previous: FormState, data: FormData) => Promise<FormState>;

export const idleForm: FormState = { status: "idle" };

/** Hidden field that carries the idempotency key of one filled-in form: a double click is one effect. */
export const idempotencyField = "_key";
