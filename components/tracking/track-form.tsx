"use client";

import { useActionState } from "react";
import type { TrackAnswer } from "@/app/(customer)/track/actions";

type TrackFormProps = {
  action: (previous: TrackAnswer, data: FormData) => Promise<TrackAnswer>;
  words: Record<"number" | "numberHint" | "contact" | "contactHint" | "submit", string>;
  first?: string;
};

/** Number and contact of an order. The browser sends it: customers' pages run no script, for phones with slow lines. */
export function TrackForm({ action, words, first }: TrackFormProps) {
  const [answer, send] = useActionState(action, first ? { message: first } : {});
  return (
    <form action={send} className="grid gap-4" noValidate>
      {answer.message ? (
        <p
          role="alert"
          tabIndex={-1}
          // biome-ignore lint/a11y/noAutofocus: the page is new after every answer, and this is what it has to say.
          autoFocus
          className="rounded-lg bg-danger-bg px-3.5 py-2.5 text-danger text-sm"
        >
          {answer.message}
        </p>
      ) : null}
      <Labelled
        name="number"
        label={words.number}
        hint={words.numberHint}
        error={answer.errors?.number}
        value={answer.number}
        autoCapitalize="characters"
      />
      <Labelled
        name="contact"
        label={words.contact}
        hint={words.contactHint}
        error={answer.errors?.contact}
        value={answer.contact}
        autoComplete="email"
      />
      <button
        type="submit"
        className="h-11 rounded-md bg-accent px-4 font-semibold text-on-accent hover:bg-accent-hover"
      >
        {words.submit}
      </button>
    </form>
  );
}

type LabelledProps = {
  name: string;
  label: string;
  hint: string;
  error?: string;
  value?: string;
  autoCapitalize?: string;
  autoComplete?: string;
};

function Labelled({ name, label, hint, error, value, ...rest }: LabelledProps) {
  return (
    <div className="grid gap-1">
      <label htmlFor={name} className="font-medium text-sm">
        {label}
      </label>
      <input
        id={name}
        name={name}
        defaultValue={value}
        required
        autoCorrect="off"
        spellCheck={false}
        aria-describedby={error ? `${name}-error` : `${name}-hint`}
        aria-invalid={error ? true : undefined}
        maxLength={254}
        className="h-11 w-full min-w-0 rounded-md border border-control bg-surface px-3 text-base text-text aria-invalid:border-danger"
        {...rest}
      />
      {error ? (
        <p id={`${name}-error`} className="text-danger text-sm">
          {error}
        </p>
      ) : (
        <p id={`${name}-hint`} className="text-sm text-text-3">
          {hint}
        </p>
      )}
    </div>
  );
}
