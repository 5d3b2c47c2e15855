"use client";

import { useActionState } from "react";
import { type FormAction, idempotencyField, idleForm } from "@/lib/form-state";

type Choice = { value: string; label: string };
type ReturnFormProps = {
  action: FormAction;
  number: string;
  token: string;
  /** One key for this form: sent twice it asks once. */
  formKey: string;
  lines: { line: number; title: string; label: string; left: number }[];
  reasons: Choice[];
  outcomes: Choice[];
  words: Record<"none" | "reason" | "outcome" | "note" | "submit", string>;
};

const control =
  "h-11 w-full min-w-0 rounded-md border border-control bg-surface px-3 text-base text-text aria-invalid:border-danger";
const unitsShown = 50;

/** What comes back and why. The browser sends it: customers' pages run no script. */
export function ReturnForm({ action, number, token, formKey, lines, reasons, outcomes, words }: ReturnFormProps) {
  const [answer, send] = useActionState(action, idleForm);
  const only = lines.length === 1 && lines[0]?.left === 1;
  return (
    <form action={send} className="grid gap-4">
      <input type="hidden" name="number" value={number} />
      <input type="hidden" name="t" value={token} />
      <input type="hidden" name={idempotencyField} value={formKey} />
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
      <ul className="grid gap-3 rounded-lg border border-border bg-surface px-4 py-3">
        {lines.map(({ line, title, label, left }) => (
          <li key={line} className="flex items-center justify-between gap-3">
            <span className="min-w-0 break-words">{title}</span>
            <select
              name={`units.${line}`}
              aria-label={label}
              defaultValue={answer.values?.[`units.${line}`] ?? (only ? "1" : "0")}
              className={`${control} w-28! shrink-0`}
            >
              <option value="0">{words.none}</option>
              {Array.from({ length: Math.min(left, unitsShown) }, (_, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: numbers from one on.
                <option key={index} value={index + 1}>
                  {index + 1}
                </option>
              ))}
            </select>
          </li>
        ))}
      </ul>
      {(
        [
          ["reason", reasons],
          ["outcome", outcomes],
        ] as const
      ).map(([name, choices]) => (
        <label key={name} className="grid gap-1 font-medium text-sm" htmlFor={name}>
          {words[name]}
          <select id={name} name={name} defaultValue={answer.values?.[name]} className={`${control} font-normal`}>
            {choices.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
        </label>
      ))}
      <label className="grid gap-1 font-medium text-sm" htmlFor="note">
        {words.note}
        <textarea
          id="note"
          name="note"
          rows={3}
          maxLength={500}
          defaultValue={answer.values?.note}
          className="w-full rounded-md border border-control bg-surface px-3 py-2 font-normal text-base text-text"
        />
      </label>
      <button
        type="submit"
        className="h-11 rounded-md bg-accent px-4 font-semibold text-on-accent hover:bg-accent-hover"
      >
        {words.submit}
      </button>
    </form>
  );
}
