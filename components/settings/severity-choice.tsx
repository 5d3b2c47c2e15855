"use client";

import { useActionFormState } from "@/components/form/form-context";

type SeverityChoiceProps = {
  name: string;
  label: string;
  hint: string;
  choices: { value: string; label: string }[];
  chosen: string;
};

/** One check and what it may do, side by side so that a whole policy is read at a glance. */
export function SeverityChoice({ name, label, hint, choices, chosen }: SeverityChoiceProps) {
  const { value } = useActionFormState();
  const current = value(name, chosen);
  return (
    <fieldset className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-2.5">
      <legend className="sr-only">{label}</legend>
      <div className="min-w-0 flex-1 basis-60">
        <p aria-hidden className="font-medium">
          {label}
        </p>
        <p className="text-sm text-text-3">{hint}</p>
      </div>
      <div className="inline-flex rounded-md border border-strong p-0.5">
        {choices.map((choice) => (
          <label
            key={choice.value}
            className="cursor-pointer rounded-sm px-3 py-1 text-sm text-text-2 hover:text-text has-checked:bg-selected has-checked:font-semibold has-checked:text-text has-focus-visible:outline-2 has-focus-visible:outline-focus"
          >
            <input
              key={current}
              type="radio"
              name={name}
              value={choice.value}
              defaultChecked={choice.value === current}
              className="sr-only"
            />
            {choice.label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
