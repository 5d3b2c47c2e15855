import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { SetUpForm } from "@/components/settings/set-up-form";
import { connection } from "@/db/client";
import { countryChoices, currencyChoices, zoneChoices } from "@/lib/format/choices";
import { localeNames, locales } from "@/lib/i18n/locales";
import { homeCountry } from "@/lib/i18n/rules/languages";
import { countryDefaults } from "@/lib/settings/rules/country-defaults";
import { awaitsSetUp } from "@/lib/settings/set-up-shop";
import { PASSWORD_LENGTH } from "@/lib/staff/inputs";
import { setUpAction } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("auth"))("setup.title") };
}

export default async function SetUpPage() {
  if (!(await awaitsSetUp(connection().sql))) redirect("/");
  const [t, locale] = await Promise.all([getTranslations("auth"), getLocale()]);
  const home = homeCountry(locale);
  const { currency, timeZone } = countryDefaults(home);
  const countries = countryChoices(locale).map((choice) => {
    const { currency, timeZone, tax } = countryDefaults(choice.value);
    const rates = [tax?.standard, tax?.reduced].filter(Boolean).join(" % / ");
    const words = tax && t(tax.pricesIncludeTax ? "setup.taxIncluded" : "setup.taxAdded", { name: tax.name, rates });
    return { ...choice, currency: currency ?? "", timeZone: timeZone ?? "", tax: words ?? "" };
  });
  return (
    <SetUpForm
      action={setUpAction}
      countries={countries}
      currencies={currencyChoices(locale, ["CNY", "GBP", "EUR", "USD", "TWD"])}
      zones={zoneChoices()}
      locales={locales.map((value) => ({ value, label: localeNames[value].name }))}
      defaults={{ country: home, currency: currency ?? "EUR", timeZone: timeZone ?? "UTC", locale }}
      words={{
        title: t("setup.title"),
        intro: t("setup.intro"),
        shop: t("setup.shop"),
        shopName: t("setup.shopName"),
        country: t("setup.country"),
        noTax: t("setup.noTax"),
        currency: t("setup.currency"),
        currencyHint: t("setup.currencyHint"),
        timeZone: t("setup.timeZone"),
        timeZoneHint: t("setup.timeZoneHint"),
        locale: t("setup.locale"),
        owner: t("setup.owner"),
        ownerName: t("setup.ownerName"),
        email: t("email"),
        password: t("password"),
        passwordHint: t("newPasswordHint", { least: PASSWORD_LENGTH.least }),
        submit: t("setup.submit"),
      }}
    />
  );
}
