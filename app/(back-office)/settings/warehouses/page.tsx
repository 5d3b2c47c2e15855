import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { DataTable } from "@/components/list/data-table";
import { PageHeader } from "@/components/list/page-header";
import { WarehouseDialog } from "@/components/settings/warehouse-dialog";
import { Badge } from "@/components/ui/badge";
import { EmptyState } from "@/components/ui/empty-state";
import { Quantity } from "@/components/ui/quantity";
import { requirePermission } from "@/lib/auth/session";
import { countryChoices } from "@/lib/format/choices";
import { isChinese } from "@/lib/i18n/rules/languages";
import { listLocations } from "@/lib/settings/queries";
import { saveLocationAction } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("settings"))("warehouses.title") };
}

export default async function WarehousesPage() {
  const { actor, shop } = await requirePermission("settings.read");
  const [t, common, locale, locations] = await Promise.all([
    getTranslations("settings.warehouses"),
    getTranslations("common"),
    getLocale(),
    listLocations(actor),
  ]);
  const chinese = isChinese(locale);
  const dialog = {
    countries: countryChoices(locale),
    defaultCountry: shop.address.country,
    action: saveLocationAction,
  };
  const rows = locations.map((location) => {
    const names = [location.name, location.nameZh].filter(Boolean);
    const [title = "", other = ""] = chinese ? names.reverse() : names;
    return { ...location, title, other };
  });
  return (
    <>
      <PageHeader title={t("title")} actions={<WarehouseDialog {...dialog} />}>
        {t("intro")}
      </PageHeader>
      <DataTable
        label={t("title")}
        rows={rows}
        rowKey={({ id }) => id}
        columns={[
          {
            key: "name",
            header: t("name"),
            phone: "title",
            cell: ({ title, other }) => (
              <>
                <span className="font-medium">{title}</span> <span className="text-text-3">{other}</span>
              </>
            ),
          },
          { key: "code", header: t("code"), cell: ({ code }) => <span className="font-mono text-xs">{code}</span> },
          { key: "city", header: t("city"), muted: true, hideBelow: "xl", cell: ({ address }) => address?.city },
          { key: "priority", header: t("priority"), align: "end", phoneLabel: true, cell: ({ priority }) => priority },
          {
            key: "units",
            header: t("units"),
            align: "end",
            phoneLabel: true,
            cell: ({ units }) => <Quantity value={units} />,
          },
          {
            key: "state",
            header: t("state"),
            phone: "aside",
            cell: ({ active }) => <Badge tone={active ? "green" : "grey"}>{t(active ? "open" : "closed")}</Badge>,
          },
          {
            key: "actions",
            header: <span className="sr-only">{common("edit")}</span>,
            align: "end",
            cell: (warehouse) => <WarehouseDialog warehouse={warehouse} {...dialog} />,
          },
        ]}
        empty={<EmptyState kind="nothing" title={t("add")} />}
      />
    </>
  );
}
