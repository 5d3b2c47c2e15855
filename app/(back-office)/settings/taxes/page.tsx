import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { ConfirmButton } from "@/components/form/confirm-button";
import { FormField } from "@/components/form/form-field";
import { DataTable } from "@/components/list/data-table";
import { PageHeader } from "@/components/list/page-header";
import { FormDialog } from "@/components/settings/form-dialog";
import { EmptyState } from "@/components/ui/empty-state";
import { requirePermission } from "@/lib/auth/session";
import { countryChoices } from "@/lib/format/choices";
import { listTaxRates, type TaxRateRow } from "@/lib/settings/queries";
import { rateToPercent } from "@/lib/settings/rules/percent";
import { removeTaxRateAction, saveTaxRateAction } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("settings"))("taxes.title") };
}

export default async function TaxRatesPage() {
  const { actor, shop } = await requirePermission("settings.read");
  const [t, common, locale, rates] = await Promise.all([
    getTranslations("settings"),
    getTranslations("common"),
    getLocale(),
    listTaxRates(actor),
  ]);
  const countries = [{ value: "*", label: t("taxes.everywhere") }, ...countryChoices(locale)];
  const nameOf = (code: string) => countries.find(({ value }) => value === code)?.label ?? code;
  const dialog = (rate?: TaxRateRow) => (
    <FormDialog
      trigger={rate ? t("taxes.edit") : t("taxes.add")}
      triggerLabel={rate ? `${t("taxes.edit")}: ${nameOf(rate.country)}, ${rate.taxClass}` : undefined}
      variant={rate ? "quiet" : "primary"}
      size={rate ? "sm" : "md"}
      title={rate ? `${nameOf(rate.country)}, ${rate.taxClass}` : t("taxes.add")}
      action={saveTaxRateAction}
      // A rate is known by its country and class: another one of these is another rate.
      fields={rate ? { country: rate.country, taxClass: rate.taxClass } : {}}
      done={t("taxes.saved")}
      submit={t("taxes.submit")}
      cancel={common("cancel")}
    >
      {rate ? null : (
        <>
          <FormField
            as="select"
            name="country"
            label={t("taxes.country")}
            options={countries}
            defaultValue={shop.address.country || "*"}
          />
          <FormField name="taxClass" label={t("taxes.class")} hint={t("taxes.classHint")} defaultValue="standard" />
        </>
      )}
      <FormField
        name="percent"
        label={t("taxes.percent")}
        inputMode="decimal"
        required
        defaultValue={rate ? rateToPercent(rate.rate) : ""}
      />
      <FormField name="label" label={t("taxes.label")} hint={t("taxes.labelHint")} defaultValue={rate?.label ?? ""} />
    </FormDialog>
  );
  const remove = (rate: TaxRateRow) => {
    const values = { country: nameOf(rate.country), taxClass: rate.taxClass, percent: rateToPercent(rate.rate) };
    return (
      <ConfirmButton
        action={removeTaxRateAction}
        fields={{ country: rate.country, taxClass: rate.taxClass }}
        title={t("taxes.removeTitle")}
        description={t("taxes.removeText", values)}
        confirmLabel={t("taxes.removeConfirm")}
        tone="danger"
        done={t("taxes.removed")}
        variant="quiet"
        size="sm"
      >
        {t("taxes.remove")}
      </ConfirmButton>
    );
  };
  return (
    <>
      <PageHeader title={t("taxes.title")} actions={dialog()}>
        {t("taxes.intro")}
      </PageHeader>
      <DataTable
        label={t("taxes.title")}
        rows={rates}
        rowKey={(rate) => `${rate.country} ${rate.taxClass}`}
        columns={[
          {
            key: "country",
            header: t("taxes.country"),
            phone: "title",
            cell: (rate) => <span className="font-medium">{nameOf(rate.country)}</span>,
          },
          { key: "class", header: t("taxes.class"), cell: (rate) => rate.taxClass },
          { key: "label", header: t("taxes.label"), muted: true, cell: (rate) => rate.label },
          {
            key: "percent",
            header: t("taxes.percent"),
            align: "end",
            phone: "aside",
            cell: (rate) => `${rateToPercent(rate.rate)} %`,
          },
          {
            key: "actions",
            header: <span className="sr-only">{t("taxes.edit")}</span>,
            align: "end",
            cell: (rate) => (
              <span className="inline-flex gap-1">
                {dialog(rate)}
                {remove(rate)}
              </span>
            ),
          },
        ]}
        empty={<EmptyState kind="nothing" title={t("taxes.empty")} text={t("taxes.emptyText")} />}
      />
    </>
  );
}
