import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/form/action-form";
import { FormCheckbox, FormField } from "@/components/form/form-field";
import { SubmitButton } from "@/components/form/submit-button";
import { PageHeader } from "@/components/list/page-header";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { requirePermission } from "@/lib/auth/session";
import { countryChoices, currencyChoices, zoneChoices } from "@/lib/format/choices";
import { localeNames, locales } from "@/lib/i18n/locales";
import { hasOrders, listNextNumbers } from "@/lib/settings/queries";
import { updateShopAction } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("settings"))("shop.title") };
}

export default async function ShopPage() {
  const { actor, shop } = await requirePermission("settings.read");
  const [t, locale, fixed, numbers] = await Promise.all([
    getTranslations("settings"),
    getLocale(),
    hasOrders(actor),
    listNextNumbers(actor),
  ]);
  const next = numbers.find(({ name }) => name === "order")?.next ?? "";
  const currencies = currencyChoices(locale, [shop.currency]);
  return (
    <>
      <PageHeader title={t("shop.title")} />
      <ActionForm
        action={updateShopAction}
        done={t("shop.saved")}
        resetOnOk={false}
        className="grid max-w-[760px] gap-4"
      >
        <Card>
          <CardHeader title={t("shop.who")} />
          <CardBody className="grid gap-4 py-4! sm:grid-cols-2">
            <FormField name="name" label={t("shop.name")} defaultValue={shop.name} required />
            <FormField
              name="legalName"
              label={t("shop.legalName")}
              hint={t("shop.legalNameHint")}
              defaultValue={shop.legalName}
            />
            <FormField name="email" type="email" label={t("shop.email")} defaultValue={shop.email} />
            <FormField name="phone" type="tel" label={t("shop.phone")} defaultValue={shop.phone} />
            <FormField
              as="textarea"
              name="addressLines"
              label={t("shop.address")}
              hint={t("shop.addressHint")}
              defaultValue={shop.address.lines.join("\n")}
              className="sm:col-span-2"
            />
            <FormField
              as="select"
              name="country"
              label={t("shop.country")}
              placeholder={t("shop.countryNone")}
              options={countryChoices(locale)}
              defaultValue={shop.address.country}
            />
            <FormField name="taxNumber" label={t("shop.taxNumber")} defaultValue={shop.taxNumber} />
          </CardBody>
        </Card>
        <Card>
          <CardHeader title={t("shop.counting")} />
          <CardBody className="grid gap-4 py-4! sm:grid-cols-2">
            <FormField
              as="select"
              name="currency"
              label={t("shop.currency")}
              hint={fixed ? t("shop.currencyFixed") : undefined}
              options={fixed ? currencies.slice(0, 1) : currencies}
              defaultValue={shop.currency}
            />
            <FormField
              as="select"
              name="timeZone"
              label={t("shop.timeZone")}
              hint={t("shop.timeZoneHint")}
              options={withChosen(zoneChoices(), shop.timeZone)}
              defaultValue={shop.timeZone}
            />
            <FormField
              name="orderPrefix"
              label={t("shop.orderPrefix")}
              hint={t("shop.orderPrefixHint", { example: `${shop.orderPrefix}${next}` })}
              defaultValue={shop.orderPrefix}
            />
            <FormField
              name="promiseDays"
              inputMode="numeric"
              label={t("shop.promiseDays")}
              hint={t("shop.promiseDaysHint")}
              defaultValue={String(shop.promiseDays)}
            />
            <FormField
              as="select"
              name="locale"
              label={t("shop.locale")}
              options={locales.map((value) => ({ value, label: localeNames[value].name }))}
              defaultValue={shop.locale}
            />
            <div className="sm:col-span-2">
              <FormCheckbox
                as="switch"
                name="pricesIncludeTax"
                label={t("shop.inclusive")}
                hint={t("shop.inclusiveHint")}
                defaultChecked={shop.pricesIncludeTax}
              />
            </div>
          </CardBody>
        </Card>
        <div>
          <SubmitButton>{t("save")}</SubmitButton>
        </div>
      </ActionForm>
    </>
  );
}

/** A zone the runtime does not list ("UTC") may still be the shop's. */
function withChosen(zones: { value: string; label: string }[], chosen: string) {
  return zones.some(({ value }) => value === chosen) ? zones : [{ value: chosen, label: chosen }, ...zones];
}
