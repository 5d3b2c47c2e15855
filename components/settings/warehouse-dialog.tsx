import { useTranslations } from "next-intl";
import { FormCheckbox, FormField } from "@/components/form/form-field";
import type { FormAction } from "@/lib/form-state";
import { FormDialog } from "./form-dialog";

type Warehouse = {
  id: string;
  code: string;
  name: string;
  nameZh: string;
  address: { lines: string[]; city: string; country: string; phone: string } | null;
  priority: number;
  active: boolean;
};

type WarehouseDialogProps = {
  /** Absent for a new one. */
  warehouse?: Warehouse;
  countries: { value: string; label: string }[];
  defaultCountry: string;
  action: FormAction;
};

export function WarehouseDialog({ warehouse, countries, defaultCountry, action }: WarehouseDialogProps) {
  const t = useTranslations("settings.warehouses");
  const shop = useTranslations("settings.shop");
  const common = useTranslations("common");
  const title = warehouse ? t("edit", { name: warehouse.name }) : t("add");
  const address = warehouse?.address;
  return (
    <FormDialog
      trigger={warehouse ? common("edit") : title}
      triggerLabel={warehouse ? title : undefined}
      variant={warehouse ? "quiet" : "primary"}
      size={warehouse ? "sm" : "md"}
      title={title}
      action={action}
      fields={{ id: warehouse?.id ?? "" }}
      done={t("saved")}
      submit={common("save")}
      cancel={common("cancel")}
    >
      <FormField name="name" label={t("name")} required defaultValue={warehouse?.name} />
      <FormField name="nameZh" label={t("nameZh")} optional defaultValue={warehouse?.nameZh} />
      <FormField name="code" label={t("code")} hint={t("codeHint")} required defaultValue={warehouse?.code} />
      <FormField
        name="priority"
        label={t("priority")}
        hint={t("priorityHint")}
        inputMode="numeric"
        defaultValue={String(warehouse?.priority ?? 100)}
      />
      <FormField
        as="textarea"
        name="addressLines"
        label={t("address")}
        defaultValue={address?.lines.join("\n")}
        className="sm:col-span-2"
      />
      <FormField name="city" label={t("city")} defaultValue={address?.city} />
      <FormField
        as="select"
        name="country"
        label={t("country")}
        placeholder={shop("countryNone")}
        options={countries}
        defaultValue={address?.country ?? defaultCountry}
      />
      <FormField name="phone" type="tel" label={t("phone")} defaultValue={address?.phone} />
      <div className="sm:col-span-2">
        <FormCheckbox as="switch" name="active" label={t("active")} defaultChecked={warehouse?.active ?? true} />
      </div>
    </FormDialog>
  );
}
