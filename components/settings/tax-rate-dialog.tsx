import { useTranslations } from "next-intl";
import { FormField } from "@/components/form/form-field";
import type { FormAction } from "@/lib/form-state";
import { rateToPercent } from "@/lib/settings/rules/percent";
import { FormDialog } from "./form-dialog";

type TaxRate = { country: string; taxClass: string; rate: string; label: string };

type TaxRateDialogProps = {
  /** Absent for a new one. A rate is known by its country and class: another one of these is another rate. */
  rate?: TaxRate;
  name: string;
  countries: { value: string; label: string }[];
  defaultCountry: string;
  action: FormAction;
};

export function TaxRateDialog({ rate, name, countries, defaultCountry, action }: TaxRateDialogProps) {
  const t = useTranslations("settings.taxes");
  const common = useTranslations("common");
  return (
    <FormDialog
      trigger={rate ? t("edit") : t("add")}
      triggerLabel={rate ? `${t("edit")}: ${name}` : undefined}
      variant={rate ? "quiet" : "primary"}
      size={rate ? "sm" : "md"}
      title={rate ? name : t("add")}
      action={action}
      fields={rate ? { country: rate.country, taxClass: rate.taxClass } : {}}
      done={t("saved")}
      submit={t("submit")}
      cancel={common("cancel")}
    >
      {rate ? null : (
        <>
          <FormField
            as="select"
            name="country"
            label={t("country")}
            options={countries}
            defaultValue={defaultCountry || "*"}
          />
          <FormField name="taxClass" label={t("class")} hint={t("classHint")} defaultValue="standard" />
        </>
      )}
      <FormField
        name="percent"
        label={t("percent")}
        inputMode="decimal"
        required
        defaultValue={rate ? rateToPercent(rate.rate) : ""}
      />
      <FormField name="label" label={t("label")} hint={t("labelHint")} defaultValue={rate?.label ?? ""} />
    </FormDialog>
  );
}
