import { useLocale, useTranslations } from "next-intl";
import { StageTabs } from "@/components/list/stage-tabs";
import { formatCapped } from "@/lib/format/number";

type Section = "inbox" | "unmapped";
const hrefs: Record<Section, string> = { inbox: "/channels", unmapped: "/channels/unmapped" };

/** The two pages of the channels' inbox, with what waits on each. */
export function ChannelSections({
  current,
  counts,
  cap,
}: {
  current: Section;
  counts: Record<Section, number>;
  cap: number;
}) {
  const t = useTranslations("channels");
  const locale = useLocale();
  return (
    <StageTabs
      label={t("sections")}
      tabs={(Object.keys(hrefs) as Section[]).map((section) => ({
        key: section,
        label: t(`section.${section}`),
        href: hrefs[section],
        active: section === current,
        tone: "attention" as const,
        ...(counts[section] > 0 ? { count: formatCapped(counts[section], cap, locale) } : {}),
      }))}
    />
  );
}
