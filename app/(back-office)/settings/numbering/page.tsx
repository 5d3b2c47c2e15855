import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { DataTable } from "@/components/list/data-table";
import { PageHeader } from "@/components/list/page-header";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { requirePermission } from "@/lib/auth/session";
import { listNextNumbers, type NumberRow } from "@/lib/settings/queries";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("settings"))("numbering.title") };
}

const kinds = [
  "order",
  "shipment",
  "invoice",
  "receipt",
  "credit_note",
  "refund",
  "customer",
  "import",
  "stock_document",
  "wave",
] as const;
type Kind = (typeof kinds)[number];

export default async function NumberingPage() {
  const { actor, shop } = await requirePermission("settings.read");
  const [t, numbers] = await Promise.all([getTranslations("settings"), listNextNumbers(actor)]);
  const rows = kinds.flatMap((kind) => numbers.filter(({ name }) => name === kind).map((row) => ({ ...row, kind })));
  const shown = ({ kind, next }: NumberRow & { kind: Kind }) =>
    kind === "order" ? `${shop.orderPrefix}${next}` : next;
  return (
    <>
      <PageHeader
        title={t("numbering.title")}
        actions={<ButtonLink href="/settings/shop">{t("numbering.prefix")}</ButtonLink>}
      >
        {t("numbering.intro")}
      </PageHeader>
      <div className="max-w-[760px]">
        <DataTable
          label={t("numbering.title")}
          rows={rows}
          rowKey={({ kind }) => kind}
          columns={[
            {
              key: "kind",
              header: t("numbering.kind"),
              phone: "title",
              cell: ({ kind }) => <span className="font-medium">{t(`numbering.kinds.${kind}`)}</span>,
            },
            {
              key: "next",
              header: t("numbering.next"),
              phone: "aside",
              cell: (row) => <span className="font-mono text-xs">{shown(row)}</span>,
            },
            {
              key: "order",
              header: t("numbering.order"),
              muted: true,
              cell: ({ gapless }) => t(gapless ? "numbering.gapless" : "numbering.gaps"),
            },
          ]}
          empty={<EmptyState kind="nothing" title={t("numbering.title")} />}
        />
      </div>
    </>
  );
}
