"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { useActionFormState } from "@/components/form/form-context";
import { Combobox } from "@/components/ui/combobox";
import { Field } from "@/components/ui/field";
import { useShipping } from "./use-shipping";

type ServiceFieldProps = {
  label: ReactNode;
  hint?: ReactNode;
  /** Code of the service. */
  value: string;
  onChange: (code: string) => void;
  /** What it is called in a form that is sent as it is. */
  name?: string;
  error?: string | undefined;
  optional?: boolean;
  required?: boolean;
  hideLabel?: boolean;
  className?: string;
};

/** Carrier and service as one choice, found by typing any part of either name. */
export function ServiceField({ value, onChange, name, error, ...field }: ServiceFieldProps) {
  const t = useTranslations("shipping.field");
  const { services } = useShipping();
  const options = services.map(({ code, carrierName, name: said, names }) => ({
    ...{ value: code, label: `${carrierName} · ${said}`, names },
  }));
  return (
    <Field {...field} error={error}>
      <Combobox
        options={options}
        value={value}
        onChange={onChange}
        none={t(services.length === 0 ? "noneYet" : "noService")}
        placeholder={t("search")}
        {...(name === undefined ? {} : { name })}
      />
    </Field>
  );
}

/** The same in a form whose fields keep themselves. */
export function ServiceFormField({
  name,
  defaultValue = "",
  onValue,
  ...rest
}: Omit<ServiceFieldProps, "value" | "onChange" | "error" | "name"> & {
  name: string;
  defaultValue?: string;
  onValue?: (code: string) => void;
}) {
  const form = useActionFormState();
  const [code, setCode] = useState(form.value(name, defaultValue));
  const set = (next: string) => {
    setCode(next);
    onValue?.(next);
  };
  return <ServiceField {...rest} name={name} value={code} onChange={set} error={form.error(name)} />;
}
