import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { taxClassName } from "@/components/catalog/tax-class-name";
import { ConfirmButton } from "@/components/form/confirm-button";
import { DataTable } from "@/components/list/data-table";
import { PageHeader } from "@/components/list/page-header";
import { TaxRateDialog } from "@/components/settings/tax-rate-dialog";
import { EmptyState } from "@/components/ui/empty-state";
import { requirePermission } from "@/lib/auth/session";
import { countryChoices } from "@/lib/format/choices";
import { listTaxRates } from "@/lib/settings/queries";
import { rateToPercent } from "@/lib/settings/rules/percent";
import { removeTaxRateAction, saveTaxRateAction } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("settings"))("taxes.title") };
}

export default async function TaxRatesPage() {
  const { actor, shop } = await requirePermission("settings.read");
  const [t, classes, locale, rates] = await Promise.all([
    getTranslations("settings.taxes"),
    getTranslations("catalogue.taxClass"),
    getLocale(),
    listTaxRates(actor),
  ]);
  const countries = [{ value: "*", label: t("everywhere") }, ...countryChoices(locale)];
  const names = new Map(countries.map(({ value, label }) => [value, label]));
  const dialog = { countries, defaultCountry: shop.address.country, action: saveTaxRateAction };
  const rows = rates.map((rate) => ({
    ...rate,
    countryName: names.get(rate.country) ?? rate.country,
    className: taxClassName(classes, rate.taxClass),
    percent: rateToPercent(rate.rate),
  }));
  return (
    <>
      <PageHeader title={t("title")} actions={<TaxRateDialog name={t("add")} {...dialog} />}>
        {t("intro")}
      </PageHeader>
      <DataTable
        label={t("title")}
        rows={rows}
        rowKey={({ country, taxClass }) => `${country} ${taxClass}`}
        columns={[
          {
            key: "country",
            header: t("country"),
            phone: "title",
            cell: ({ countryName }) => <span className="font-medium">{countryName}</span>,
          },
          { key: "class", header: t("class"), cell: ({ className }) => className },
          { key: "label", header: t("label"), muted: true, cell: ({ label }) => label },
          { key: "percent", header: t("percent"), align: "end", phone: "aside", cell: ({ percent }) => `${percent} %` },
          {
            key: "actions",
            header: <span className="sr-only">{t("edit")}</span>,
            align: "end",
            cell: ({ countryName, className, percent, ...rate }) => (
              <span className="inline-flex gap-1">
                <TaxRateDialog rate={rate} name={`${countryName}, ${className}`} {...dialog} />
                <ConfirmButton
                  action={removeTaxRateAction}
                  fields={{ country: rate.country, taxClass: rate.taxClass }}
                  title={t("removeTitle")}
                  description={t("removeText", { country: countryName, taxClass: className, percent })}
                  confirmLabel={t("removeConfirm")}
                  tone="danger"
                  done={t("removed")}
                  variant="quiet"
                  size="sm"
                >
                  {t("remove")}
                </ConfirmButton>
              </span>
            ),
          },
        ]}
        empty={<EmptyState kind="nothing" title={t("empty")} text={t("emptyText")} />}
      />
    </>
  );
}
