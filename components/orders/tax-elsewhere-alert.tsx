import { getLocale, getTranslations } from "next-intl/server";
import { Alert } from "@/components/ui/alert";
import { formatMoney } from "@/lib/core/money";
import { countryNames } from "@/lib/format/kept";
import type { TaxElsewhere } from "@/lib/orders/queries/tax-elsewhere";

/** The parcel goes to another country than the one whose tax was charged: what the difference is. */
export async function TaxElsewhereAlert({ found, currency }: { found: TaxElsewhere; currency: string }) {
  const [t, locale] = await Promise.all([getTranslations("orders"), getLocale()]);
  const names = countryNames(locale);
  const nameOf = (country: string) => (country && names.of(country)) || t("customer.noCountry");
  const money = (minor: bigint) => formatMoney(minor, currency, locale);
  return (
    <Alert
      tone="attention"
      title={t("taxElsewhere.title", { soldIn: nameOf(found.soldIn), goesTo: nameOf(found.goesTo) })}
    >
      {t("taxElsewhere.text", { tax: money(found.taxMinor), taxThere: money(found.taxThereMinor) })}
    </Alert>
  );
}
