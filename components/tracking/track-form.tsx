"use client";

import { type FormEvent, startTransition, useActionState, useEffect, useRef } from "react";
import type { TrackAnswer } from "@/app/(customer)/track/actions";

type TrackFormProps = {
  action: (previous: TrackAnswer, data: FormData) => Promise<TrackAnswer>;
  words: Record<"number" | "numberHint" | "contact" | "contactHint" | "submit", string>;
  first?: string;
};

/** Number and contact of an order. Only React's own form state: the page is opened on phones with slow lines. */
export function TrackForm({ action, words, first }: TrackFormProps) {
  const [answer, send, pending] = useActionState(action, first ? { message: first } : {});
  const problem = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (answer.message) problem.current?.focus();
  }, [answer]);
  // Sent by hand, because React empties forms after every action; without a script the browser sends it itself.
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    if (!pending) startTransition(() => send(data));
  };
  return (
    <form action={send} onSubmit={onSubmit} className="grid gap-4" noValidate>
      {answer.message ? (
        <p
          ref={problem}
          role="alert"
          tabIndex={-1}
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
        aria-disabled={pending}
        className="h-11 rounded-md bg-accent px-4 font-semibold text-on-accent hover:bg-accent-hover aria-disabled:opacity-60"
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
