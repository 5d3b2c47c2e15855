import type { ComponentProps, ReactNode } from "react";
import { cn } from "./class-name";

type ChoiceProps = Omit<ComponentProps<"input">, "type" | "size" | "role"> & { label?: ReactNode; hint?: ReactNode };

export function Checkbox(props: ChoiceProps) {
  return <Choice kind="checkbox" {...props} />;
}

export function Radio(props: ChoiceProps) {
  return <Choice kind="radio" {...props} />;
}

/** On or off, with effect when the form is saved. */
export function Switch(props: ChoiceProps) {
  return <Choice kind="switch" {...props} />;
}

const looks = {
  checkbox: "choice-box rounded-sm",
  radio: "choice-box rounded-full",
  switch:
    "relative h-5 w-9 shrink-0 appearance-none rounded-full bg-control transition-colors before:absolute before:start-0.5 before:top-0.5 before:size-4 before:rounded-full before:bg-surface before:transition-transform checked:bg-accent checked:before:translate-x-4 disabled:cursor-not-allowed disabled:opacity-60 rtl:checked:before:-translate-x-4",
};

function Choice({ kind, label, hint, className, ...rest }: ChoiceProps & { kind: keyof typeof looks }) {
  const input = (
    <input
      type={kind === "radio" ? "radio" : "checkbox"}
      role={kind === "switch" ? "switch" : undefined}
      className={cn(looks[kind], className)}
      {...rest}
    />
  );
  if (label === undefined) return input;
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is the label's first child.
    <label className="inline-flex items-start gap-2 has-disabled:text-text-3">
      <span className="flex h-[1.5em] items-center">{input}</span>
      <span className="min-w-0">
        {label}
        {hint ? <span className="block text-sm text-text-3">{hint}</span> : null}
      </span>
    </label>
  );
}
