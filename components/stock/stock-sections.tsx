import { useTranslations } from "next-intl";
import { StageTabs } from "@/components/list/stage-tabs";

type Section = "stock" | "warnings" | "products";

const hrefs: Record<Section, string> = { stock: "/stock", warnings: "/stock/warnings", products: "/products" };

/** The pages that belong to stock, as the first row of each. */
export function StockSections({ current, warnings }: { current: Section; warnings?: number | string }) {
  const t = useTranslations("stock");
  return (
    <StageTabs
      label={t("sections")}
      tabs={(Object.keys(hrefs) as Section[]).map((section) => ({
        key: section,
        label: t(`section.${section}`),
        href: hrefs[section],
        active: section === current,
        count: section === "warnings" && warnings !== 0 ? warnings : undefined,
        tone: "attention" as const,
      }))}
    />
  );
}
