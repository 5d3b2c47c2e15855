"use client";

import { useLocale, useTranslations } from "next-intl";
import { FormField } from "@/components/form/form-field";
import { AddressFields } from "@/components/orders/address-fields";
import { Fieldset } from "@/components/ui/field";
import { addressWays, noteWays } from "@/lib/bulk/rules/fields";
import { countryChoices } from "@/lib/format/choices";
import { orderFlags } from "@/lib/orders/rules/flags";

/** What of contact, address, note and flag becomes the same in all orders; what is left empty stays in each. */
export function EditFields() {
  const [t, orders] = [useTranslations("bulk.form"), useTranslations("orders")];
  const locale = useLocale();
  const typed = { autoComplete: "off" } as const;
  return (
    <>
      <p className="text-sm text-text-2">{t("emptyStays")}</p>
      <Fieldset legend={orders("form.contact")}>
        <div className="grid gap-4 sm:grid-cols-3">
          <FormField {...typed} name="contactName" label={orders("form.name")} maxLength={160} />
          <FormField {...typed} name="contactEmail" label={orders("form.email")} type="email" maxLength={254} />
          <FormField {...typed} name="contactPhone" label={orders("form.phone")} type="tel" maxLength={40} />
        </div>
      </Fieldset>
      <Fieldset legend={orders("customer.shipTo")}>
        <div className="grid gap-4">
          <FormField
            as="select"
            name="addressWay"
            label={t("addressWay")}
            hint={t("addressWayHint")}
            options={addressWays.map((value) => ({ value, label: t(`addressWays.${value}`) }))}
          />
          <AddressFields prefix="shipTo" address={null} countries={countryChoices(locale)} anyOptional />
        </div>
      </Fieldset>
      <Fieldset legend={t("marks")}>
        <div className="grid gap-4 sm:grid-cols-2">
          <FormField
            as="select"
            name="noteWay"
            label={t("noteWay")}
            options={noteWays.map((value) => ({ value, label: t(`noteWays.${value}`) }))}
          />
          <FormField
            as="select"
            name="flag"
            label={orders("form.flag")}
            options={[
              { value: "", label: t("flagStays") },
              { value: "none", label: orders("form.noFlag") },
              ...orderFlags.map((value) => ({ value, label: orders(`flag.${value}`) })),
            ]}
          />
          <FormField
            className="sm:col-span-2"
            as="textarea"
            name="sellerNote"
            label={orders("form.sellerNote")}
            rows={2}
            maxLength={2000}
          />
        </div>
      </Fieldset>
    </>
  );
}
