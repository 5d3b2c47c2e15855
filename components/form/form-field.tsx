"use client";

import { useTranslations } from "next-intl";
import type { ComponentProps, ReactNode } from "react";
import { Checkbox, Switch } from "@/components/ui/choice";
import { Field } from "@/components/ui/field";
import { Input, Select, Textarea } from "@/components/ui/input";
import { useActionFormState } from "./form-context";

type Common = {
  name: string;
  label: ReactNode;
  hint?: ReactNode;
  required?: boolean;
  optional?: boolean;
  hideLabel?: boolean;
  className?: string;
  defaultValue?: string;
};

type FormFieldProps =
  | (Common & { as?: "input" } & Omit<ComponentProps<typeof Input>, keyof Common>)
  | (Common & { as: "textarea" } & Omit<ComponentProps<typeof Textarea>, keyof Common>)
  | (Common & { as: "select"; options: { value: string; label: string }[]; placeholder?: string } & Omit<
        ComponentProps<typeof Select>,
        keyof Common | "children"
      >);

/** A field of an action form: shows what was typed before a refusal, and its own error. */
export function FormField({ label, hint, required, optional, hideLabel, className, ...control }: FormFieldProps) {
  const { value, error } = useActionFormState();
  const { name, defaultValue } = control;
  return (
    <Field
      label={label}
      hint={hint}
      error={error(name)}
      required={required}
      optional={optional}
      hideLabel={hideLabel}
      className={className}
    >
      <Control {...control} defaultValue={value(name, defaultValue)} />
    </Field>
  );
}

type ControlProps = { [P in FormFieldProps as P["as"] & string]: Omit<P, "label" | "hint" | "optional" | "hideLabel"> };

function Control(props: Omit<FormFieldProps, "label" | "hint" | "optional" | "hideLabel" | "className">) {
  const t = useTranslations("form");
  if (props.as === "textarea") {
    const { as: _, ...rest } = props as ControlProps["textarea"];
    return <Textarea {...rest} />;
  }
  if (props.as === "select") {
    const { as: _, options, placeholder, ...rest } = props as ControlProps["select"];
    return (
      <Select key={rest.defaultValue} {...rest}>
        {placeholder === undefined ? null : <option value="">{placeholder || t("choose")}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </Select>
    );
  }
  const { as: _, ...rest } = props as ControlProps["input"];
  return <Input {...rest} />;
}

type FormCheckboxProps = {
  name: string;
  label: ReactNode;
  hint?: ReactNode;
  defaultChecked?: boolean;
  value?: string;
  as?: "checkbox" | "switch";
};

export function FormCheckbox({ as = "checkbox", defaultChecked, name, value = "on", ...rest }: FormCheckboxProps) {
  const { state } = useActionFormState();
  const refused = state.status === "refused" || state.status === "invalid";
  const checked = refused && state.values ? state.values[name] !== undefined : defaultChecked;
  const Box = as === "switch" ? Switch : Checkbox;
  return <Box key={String(checked)} name={name} value={value} defaultChecked={checked} {...rest} />;
}
