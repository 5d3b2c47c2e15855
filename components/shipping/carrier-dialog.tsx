import { useTranslations } from "next-intl";
import { FormCheckbox, FormField } from "@/components/form/form-field";
import { FormDialog } from "@/components/settings/form-dialog";
import type { FormAction } from "@/lib/form-state";
import type { Carrier } from "@/lib/shipping/rules/shipping";

/** Adds a carrier, or changes one. */
export function CarrierDialog({ carrier, action }: { carrier?: Omit<Carrier, "id">; action: FormAction }) {
  const t = useTranslations("shipping.settings");
  const common = useTranslations("common");
  const title = carrier ? t("edit", { name: carrier.name }) : t("add");
  return (
    <FormDialog
      trigger={carrier ? common("edit") : title}
      triggerLabel={carrier ? title : undefined}
      variant={carrier ? "quiet" : "primary"}
      size={carrier ? "sm" : "md"}
      title={title}
      action={action}
      fields={carrier ? { code: carrier.code, version: String(carrier.version) } : { version: "" }}
      done={t("saved")}
      submit={common("save")}
      cancel={common("cancel")}
    >
      <FormField name="name" label={t("name")} required defaultValue={carrier?.name} />
      <FormField name="nameZh" label={t("nameZh")} optional defaultValue={carrier?.nameZh} />
      {carrier ? null : <FormField name="code" label={t("code")} hint={t("codeHint")} required autoComplete="off" />}
      <FormField name="phone" label={t("phone")} optional defaultValue={carrier?.phone} />
      <FormField
        name="aliases"
        label={t("aliases")}
        hint={t("aliasesHint")}
        optional
        defaultValue={carrier?.aliases.join(", ")}
        className="sm:col-span-2"
      />
      <FormField
        name="trackingUrl"
        label={t("trackingUrl")}
        hint={t("trackingUrlHint")}
        placeholder="https://"
        optional
        autoComplete="off"
        defaultValue={carrier?.trackingUrl}
        className="sm:col-span-2"
      />
      <FormField
        name="trackingFormat"
        label={t("trackingFormat")}
        hint={t("trackingFormatHint")}
        optional
        autoComplete="off"
        defaultValue={carrier?.trackingFormat}
        className="sm:col-span-2"
      />
      <FormCheckbox as="switch" name="active" label={t("active")} defaultChecked={carrier?.active ?? true} />
    </FormDialog>
  );
}
