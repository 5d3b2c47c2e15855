import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { FormCheckbox, FormField } from "@/components/form/form-field";
import { DataTable } from "@/components/list/data-table";
import { PageHeader } from "@/components/list/page-header";
import { FormDialog } from "@/components/settings/form-dialog";
import { Badge } from "@/components/ui/badge";
import { EmptyState } from "@/components/ui/empty-state";
import { Quantity } from "@/components/ui/quantity";
import { requirePermission } from "@/lib/auth/session";
import { countryChoices } from "@/lib/format/choices";
import { type LocationRow, listLocations } from "@/lib/settings/queries";
import { saveLocationAction } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("settings"))("warehouses.title") };
}

export default async function WarehousesPage() {
  const { actor, shop } = await requirePermission("settings.read");
  const [t, common, locale, locations] = await Promise.all([
    getTranslations("settings"),
    getTranslations("common"),
    getLocale(),
    listLocations(actor),
  ]);
  const countries = countryChoices(locale);
  const dialog = (location?: LocationRow) => (
    <FormDialog
      trigger={location ? common("edit") : t("warehouses.add")}
      triggerLabel={location ? t("warehouses.edit", { name: location.name }) : undefined}
      variant={location ? "quiet" : "primary"}
      size={location ? "sm" : "md"}
      title={location ? t("warehouses.edit", { name: location.name }) : t("warehouses.add")}
      action={saveLocationAction}
      fields={{ id: location?.id ?? "" }}
      done={t("warehouses.saved")}
      submit={t("save")}
      cancel={common("cancel")}
    >
      <FormField name="name" label={t("warehouses.name")} required defaultValue={location?.name} />
      <FormField name="nameZh" label={t("warehouses.nameZh")} optional defaultValue={location?.nameZh} />
      <FormField
        name="code"
        label={t("warehouses.code")}
        hint={t("warehouses.codeHint")}
        required
        defaultValue={location?.code}
      />
      <FormField
        name="priority"
        label={t("warehouses.priority")}
        hint={t("warehouses.priorityHint")}
        inputMode="numeric"
        defaultValue={String(location?.priority ?? 100)}
      />
      <FormField
        as="textarea"
        name="addressLines"
        label={t("warehouses.address")}
        defaultValue={location?.address?.lines.join("\n")}
        className="sm:col-span-2"
      />
      <FormField name="city" label={t("warehouses.city")} defaultValue={location?.address?.city} />
      <FormField
        as="select"
        name="country"
        label={t("warehouses.country")}
        placeholder={t("shop.countryNone")}
        options={countries}
        defaultValue={location?.address?.country ?? shop.address.country}
      />
      <FormField name="phone" type="tel" label={t("warehouses.phone")} defaultValue={location?.address?.phone} />
      <div className="sm:col-span-2">
        <FormCheckbox
          as="switch"
          name="active"
          label={t("warehouses.active")}
          defaultChecked={location?.active ?? true}
        />
      </div>
    </FormDialog>
  );
  return (
    <>
      <PageHeader title={t("warehouses.title")} actions={dialog()}>
        {t("warehouses.intro")}
      </PageHeader>
      <DataTable
        label={t("warehouses.title")}
        rows={locations}
        rowKey={({ id }) => id}
        columns={[
          {
            key: "name",
            header: t("warehouses.name"),
            phone: "title",
            cell: ({ name, nameZh }) => (
              <>
                <span className="font-medium">{locale === "zh-CN" ? nameZh || name : name}</span>
                {nameZh && nameZh !== name ? (
                  <span className="ms-2 text-text-3">{locale === "zh-CN" ? name : nameZh}</span>
                ) : null}
              </>
            ),
          },
          {
            key: "code",
            header: t("warehouses.code"),
            cell: ({ code }) => <span className="font-mono text-xs">{code}</span>,
          },
          { key: "city", header: t("warehouses.city"), muted: true, cell: ({ address }) => address?.city },
          {
            key: "priority",
            header: t("warehouses.priority"),
            align: "end",
            phoneLabel: true,
            cell: ({ priority }) => priority,
          },
          {
            key: "units",
            header: t("warehouses.units"),
            align: "end",
            phoneLabel: true,
            cell: ({ units }) => <Quantity value={units} />,
          },
          {
            key: "state",
            header: t("warehouses.state"),
            phone: "aside",
            cell: ({ active }) => (
              <Badge tone={active ? "green" : "grey"}>{t(active ? "warehouses.open" : "warehouses.closed")}</Badge>
            ),
          },
          { key: "actions", header: <span className="sr-only">{common("edit")}</span>, align: "end", cell: dialog },
        ]}
        empty={<EmptyState kind="nothing" title={t("warehouses.add")} />}
      />
    </>
  );
}
