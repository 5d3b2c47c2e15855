import { useTranslations } from "next-intl";
import { type ReportParams, reportHref } from "@/lib/reports/params";
import { ChoiceMenu } from "./choice-menu";

type ReportFiltersProps = {
  path: string;
  params: ReportParams;
  channels: readonly { value: string; label: string }[];
  currency: string;
  currencies: readonly string[];
};

/** One channel or all of them, and of several currencies the one that is shown. */
export function ReportFilters({ path, params, channels, currency, currencies }: ReportFiltersProps) {
  const t = useTranslations("reports");
  return (
    <>
      <ChoiceMenu
        label={t("filter.channel")}
        value={channels.find(({ value }) => value === params.channel)?.label ?? t("filter.allChannels")}
        choices={[{ value: undefined, label: t("filter.allChannels") }, ...channels].map((choice) => ({
          key: choice.value ?? "all",
          label: choice.label,
          href: reportHref(path, params, { channel: choice.value }),
        }))}
      />
      {currencies.length > 1 ? (
        <ChoiceMenu
          label={t("filter.currency")}
          value={currency}
          choices={currencies.map((each) => ({
            key: each,
            label: each,
            href: reportHref(path, params, { currency: each }),
          }))}
        />
      ) : null}
    </>
  );
}
