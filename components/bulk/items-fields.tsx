"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { FormField } from "@/components/form/form-field";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/input";
import { itemChanges } from "@/lib/bulk/rules/items";
import { changeReasons } from "@/lib/orders/rules/change-reasons";

/** Which item, what becomes of it in every order, and why. */
export function ItemsFields() {
  const [t, orders] = [useTranslations("bulk.form"), useTranslations("orders")];
  const [chosen, choose] = useState<(typeof itemChanges)[number]>("replace");
  const sku = { maxLength: 80, autoComplete: "off", spellCheck: false } as const;
  const price = { name: "unitPrice", inputMode: "decimal", autoComplete: "off" } as const;
  return (
    <>
      <Field label={t("itemChange")}>
        <Select
          name="change"
          value={chosen}
          onChange={(event) => choose(itemChanges.find((one) => one === event.target.value) ?? "replace")}
        >
          {itemChanges.map((one) => (
            <option key={one} value={one}>
              {t(`itemChanges.${one}`)}
            </option>
          ))}
        </Select>
      </Field>
      <div className="grid gap-4 sm:grid-cols-2">
        <FormField {...sku} name="sku" label={t("sku")} required />
        {chosen === "replace" ? <FormField {...sku} name="with" label={t("with")} required /> : null}
        {chosen === "add" ? (
          <FormField name="quantity" label={t("quantity")} inputMode="numeric" autoComplete="off" defaultValue="1" />
        ) : null}
        {chosen === "price" ? <FormField {...price} label={t("unitPrice")} required /> : null}
        {chosen === "replace" ? <FormField {...price} label={t("unitPrice")} hint={t("priceKept")} optional /> : null}
        {chosen === "add" ? <FormField {...price} label={t("unitPrice")} hint={t("priceListed")} optional /> : null}
        <FormField
          as="select"
          name="reason"
          label={orders("form.changeReason")}
          options={changeReasons.map((value) => ({ value, label: orders(`changeReason.${value}`) }))}
        />
      </div>
      <FormField as="textarea" name="note" label={orders("form.note")} rows={2} maxLength={500} optional />
    </>
  );
}
