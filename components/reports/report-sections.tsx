import { useTranslations } from "next-intl";
import { StageTabs } from "@/components/list/stage-tabs";

const sections = ["sales", "items", "customers", "reasons", "returns", "orders", "stock"] as const;

/** The reports, as the first row of each. */
export function ReportSections({ current }: { current?: (typeof sections)[number] }) {
  const t = useTranslations("reports");
  return (
    <StageTabs
      label={t("sections")}
      tabs={sections.map((section) => ({
        key: section,
        label: t(`section.${section}`),
        href: `/reports/${section}`,
        active: section === current,
      }))}
    />
  );
}
