import { useTranslations } from "next-intl";
import { FormField } from "@/components/form/form-field";
import type { Address } from "@/lib/customers/rules/address";

/** The parts of an address, under "prefix.part". */
export function AddressFields({
  prefix,
  address,
  countries,
  anyOptional = false,
}: {
  prefix: string;
  address: Address | null;
  countries: { value: string; label: string }[];
  /** Any part may be left out, so that none is marked as such. */
  anyOptional?: boolean;
}) {
  const t = useTranslations("orders.form");
  const field = (name: keyof Address) => ({
    name: `${prefix}.${name}`,
    defaultValue: address?.[name] ?? "",
    autoComplete: "off",
  });
  return (
    <div className="grid gap-4 sm:grid-cols-6">
      <FormField className="sm:col-span-2" {...field("name")} label={t("name")} />
      <FormField className="sm:col-span-2" {...field("company")} label={t("company")} optional={!anyOptional} />
      <FormField className="sm:col-span-2" {...field("phone")} label={t("phone")} type="tel" />
      <FormField className="sm:col-span-3" {...field("line1")} label={t("line1")} />
      <FormField className="sm:col-span-3" {...field("line2")} label={t("line2")} optional={!anyOptional} />
      <FormField className="sm:col-span-2" {...field("district")} label={t("district")} />
      <FormField className="sm:col-span-2" {...field("city")} label={t("city")} />
      <FormField className="sm:col-span-2" {...field("region")} label={t("region")} />
      <FormField className="sm:col-span-2" {...field("postcode")} label={t("postcode")} />
      <FormField
        className="sm:col-span-4"
        as="select"
        name={`${prefix}.country`}
        defaultValue={address?.country ?? ""}
        label={t("country")}
        options={[{ value: "", label: "–" }, ...countries]}
      />
    </div>
  );
}
