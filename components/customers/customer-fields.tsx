"use client";

import { useTranslations } from "next-intl";
import { FormField } from "@/components/form/form-field";
import type { Address } from "@/lib/customers/rules/address";
import { defaultLocale, localeNames, locales } from "@/lib/i18n/locales";

type CustomerFieldsProps = {
  customer?: {
    name: string;
    company: string;
    email: string | null;
    phone: string | null;
    locale: string;
    tags: string[];
  };
};

/** Who a customer is and how to reach them. */
export function CustomerFields({ customer }: CustomerFieldsProps) {
  const t = useTranslations("customers");
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <FormField name="name" label={t("form.name")} defaultValue={customer?.name} maxLength={160} autoComplete="off" />
      <FormField
        name="company"
        label={t("form.company")}
        defaultValue={customer?.company}
        maxLength={160}
        autoComplete="off"
        optional
      />
      <FormField
        name="phone"
        type="tel"
        label={t("form.phone")}
        defaultValue={customer?.phone ?? ""}
        maxLength={40}
        autoComplete="off"
      />
      <FormField
        name="email"
        type="email"
        label={t("form.email")}
        defaultValue={customer?.email ?? ""}
        maxLength={254}
        autoComplete="off"
      />
      <FormField
        as="select"
        name="locale"
        label={t("form.language")}
        defaultValue={customer?.locale ?? defaultLocale}
        options={locales.map((value) => ({ value, label: localeNames[value].name }))}
      />
      <FormField
        name="tags"
        label={t("form.tags")}
        hint={t("form.tagsHint")}
        defaultValue={customer?.tags.join(", ")}
        autoComplete="off"
        optional
      />
    </div>
  );
}

type AddressFieldsProps = { address?: Address; countries: { value: string; label: string }[] };

/** The parts of an address, as fields named "address.part". */
export function AddressFields({ address, countries }: AddressFieldsProps) {
  const t = useTranslations("customers.form");
  const part = (name: keyof Address, label: string, className: string) => (
    <FormField
      className={className}
      name={`address.${name}`}
      label={label}
      defaultValue={address?.[name] ?? ""}
      autoComplete="off"
      maxLength={300}
    />
  );
  return (
    <div className="grid gap-4 sm:grid-cols-6">
      {part("name", t("recipient"), "sm:col-span-2")}
      {part("company", t("company"), "sm:col-span-2")}
      {part("phone", t("recipientPhone"), "sm:col-span-2")}
      {part("line1", t("line1"), "sm:col-span-3")}
      {part("line2", t("line2"), "sm:col-span-3")}
      {part("district", t("district"), "sm:col-span-2")}
      {part("city", t("city"), "sm:col-span-2")}
      {part("region", t("region"), "sm:col-span-2")}
      {part("postcode", t("postcode"), "sm:col-span-2")}
      <FormField
        className="sm:col-span-4"
        as="select"
        name="address.country"
        label={t("country")}
        defaultValue={address?.country ?? ""}
        options={[{ value: "", label: "–" }, ...countries]}
      />
    </div>
  );
}
