import { useTranslations } from "next-intl";
import { FormCheckbox, FormField } from "@/components/form/form-field";
import { FormDialog } from "@/components/settings/form-dialog";
import type { FormAction } from "@/lib/form-state";
import type { ShippingService } from "@/lib/shipping/rules/shipping";

type ServiceDialogProps = {
  carrier: { code: string; name: string };
  /** Absent for a new one. */
  service?: Omit<ShippingService, "id" | "carrierId">;
  action: FormAction;
};

/** Adds a service to a carrier, or changes one: how long it takes and what it takes. */
export function ServiceDialog({ carrier, service, action }: ServiceDialogProps) {
  const t = useTranslations("shipping.settings");
  const common = useTranslations("common");
  const title = service
    ? t("edit", { name: `${carrier.name} · ${service.name}` })
    : t("addServiceTo", { name: carrier.name });
  const number = (value: number | null | undefined) => (value === null || value === undefined ? "" : String(value));
  return (
    <FormDialog
      trigger={service ? common("edit") : t("addService")}
      triggerLabel={title}
      variant="quiet"
      size="sm"
      title={title}
      action={action}
      fields={{
        carrier: carrier.code,
        version: number(service?.version),
        ...(service ? { code: service.code } : {}),
      }}
      done={t("saved")}
      submit={common("save")}
      cancel={common("cancel")}
    >
      <FormField name="name" label={t("name")} required defaultValue={service?.name} />
      <FormField name="nameZh" label={t("nameZh")} optional defaultValue={service?.nameZh} />
      {service ? null : (
        <FormField
          name="code"
          label={t("code")}
          hint={t("codeHint")}
          required
          autoComplete="off"
          defaultValue={`${carrier.code}-`}
          className="sm:col-span-2"
        />
      )}
      <FormField
        name="transitDaysMin"
        label={t("daysMin")}
        inputMode="numeric"
        optional
        defaultValue={number(service?.transitDaysMin)}
      />
      <FormField
        name="transitDaysMax"
        label={t("daysMax")}
        inputMode="numeric"
        optional
        defaultValue={number(service?.transitDaysMax)}
      />
      <FormField
        name="maxKilograms"
        label={t("maxKilograms")}
        inputMode="decimal"
        optional
        defaultValue={service?.maxWeightGrams ? String(service.maxWeightGrams / 1000) : ""}
        className="sm:col-span-2"
      />
      <FormField
        name="serves"
        label={t("serves")}
        hint={t("servesHint")}
        optional
        defaultValue={service?.serves.join(", ")}
      />
      <FormField name="refuses" label={t("refuses")} optional defaultValue={service?.refuses.join(", ")} />
      <div className="grid gap-3 sm:col-span-2">
        <FormCheckbox as="switch" name="cashOnDelivery" label={t("cash")} defaultChecked={service?.cashOnDelivery} />
        <FormCheckbox as="switch" name="active" label={t("active")} defaultChecked={service?.active ?? true} />
      </div>
    </FormDialog>
  );
}
