"use client";

import { useTranslations } from "next-intl";
import { type Ref, useState } from "react";
import { useActionFormState } from "@/components/form/form-context";
import { Combobox } from "@/components/ui/combobox";
import { Field } from "@/components/ui/field";
import { carrierCalled, useShipping } from "./use-shipping";

export type CarrierAndService = { carrier: string; service: string };

type CarrierFieldsProps = {
  value: CarrierAndService;
  onChange: (value: CarrierAndService) => void;
  errors: { carrier?: string | undefined; service?: string | undefined };
  size?: "md" | "lg";
  /** Names of the carriers that were used last, which come first. */
  lately?: readonly string[];
  carrierRef?: Ref<HTMLInputElement>;
  serviceRef?: Ref<HTMLInputElement>;
  optional?: boolean;
  /** What the two are called in a form that is sent as it is. */
  named?: boolean;
};

/**
 * Who takes a parcel, and with which of its services. A name that is none of the shop's is taken too: what stands on the
 * label counts, and the customer then gets no link.
 */
export function CarrierFields(props: CarrierFieldsProps) {
  const { value, onChange, errors, size = "md", lately = [], carrierRef, serviceRef, optional, named = false } = props;
  const t = useTranslations("shipping.field");
  const { carriers, services } = useShipping();
  const known = carrierCalled(carriers, value.carrier);
  const place = (name: string) => {
    const at = lately.findIndex((each) => carrierCalled(carriers, each)?.name === name);
    return at === -1 ? lately.length : at;
  };
  const carrierOptions = carriers
    .toSorted((a, b) => place(a.name) - place(b.name))
    .map(({ name, names, code }) => ({ value: name, label: name, names: [...names, code] }));
  const serviceOptions = services
    .filter(({ carrier }) => carrier === known?.code)
    .map(({ name, names }) => ({ value: name, label: name, names }));
  const setCarrier = (carrier: string) => {
    // A service is its carrier's own.
    const kept = carrierCalled(carriers, carrier)?.code === known?.code;
    onChange({ carrier, service: kept ? value.service : "" });
  };
  return (
    <>
      <Field
        label={t("carrier")}
        error={errors.carrier}
        hint={value.carrier !== "" && carriers.length > 0 && !known ? t("unknownCarrier") : undefined}
        {...(optional === undefined ? {} : { optional })}
      >
        <Combobox
          free
          ref={carrierRef}
          size={size}
          maxLength={80}
          options={carrierOptions}
          value={value.carrier}
          onChange={setCarrier}
          none={t("noCarrier")}
          {...(named ? { name: "carrier" } : {})}
        />
      </Field>
      <Field label={t("service")} error={errors.service} {...(optional === undefined ? {} : { optional })}>
        <Combobox
          free
          ref={serviceRef}
          size={size}
          maxLength={80}
          options={serviceOptions}
          value={value.service}
          onChange={(service) => onChange({ ...value, service })}
          none={t("noService")}
          {...(named ? { name: "service" } : {})}
        />
      </Field>
    </>
  );
}

/** The same in a form whose fields keep themselves. */
export function CarrierFormFields() {
  const form = useActionFormState();
  const [value, setValue] = useState({ carrier: form.value("carrier"), service: form.value("service") });
  return (
    <CarrierFields
      named
      optional
      value={value}
      onChange={setValue}
      errors={{ carrier: form.error("carrier"), service: form.error("service") }}
    />
  );
}
