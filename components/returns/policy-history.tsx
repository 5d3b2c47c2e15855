import { getLocale, getTranslations } from "next-intl/server";
import { Badge } from "@/components/ui/badge";
import { Card, CardHeader } from "@/components/ui/card";
import { Time } from "@/components/ui/time";
import { formatMoney } from "@/lib/core/money";
import { formatNumber } from "@/lib/format/number";
import type { PolicyVersion } from "@/lib/returns/queries/get-policy";
import type { PolicyChange } from "@/lib/returns/rules/policy-changes";

/** Every version of the return policy: who made it, when, and what it changed. */
export async function PolicyHistory({ versions }: { versions: readonly PolicyVersion[] }) {
  const t = await getTranslations("returns.settings.history");
  const words = await changeWords();
  if (versions.length === 0) return null;
  return (
    <Card aria-labelledby="policy-versions" className="mt-4 max-w-3xl">
      <CardHeader id="policy-versions" title={t("title")} />
      <ul className="divide-y divide-border">
        {versions.map(({ version, by, at, changes }, index) => (
          <li key={version} className="px-4 py-2.5 text-sm">
            <p className="flex flex-wrap items-center gap-x-2">
              <span className="font-semibold">{t("version", { version })}</span>
              <span className="text-text-3">{t.rich("by", { name: by, when: () => <Time key="when" at={at} /> })}</span>
              {index === 0 ? <Badge tone="teal">{t("current")}</Badge> : null}
            </p>
            <ul className="mt-0.5 text-text-2">
              {changes.map((change) => (
                <li key={`${change.field} ${change.currency ?? ""}`}>{t("change", { ...words(change) })}</li>
              ))}
              {changes.length === 0 ? <li>{t("same")}</li> : null}
            </ul>
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** A change as the form names it: its field, and both values as people read them. */
async function changeWords(): Promise<(change: PolicyChange) => { field: string; before: string; after: string }> {
  const [t, locale] = await Promise.all([getTranslations("returns"), getLocale()]);
  const worded = <Value,>({ before, after }: { before: Value; after: Value }, text: (value: Value) => string) => ({
    before: text(before),
    after: text(after),
  });
  const number = (value: number) => formatNumber(value, locale);
  return (change) => {
    switch (change.field) {
      case "windowDays":
      case "faultWindowDays":
      case "arriveDays":
      case "inspectHours":
        return { field: t(`settings.${change.field}`), ...worded(change, number) };
      case "madeToOrder":
      case "selfService":
        return {
          field: t(`settings.${change.field}`),
          ...worded(change, (value) => t(value ? "settings.history.yes" : "settings.history.no")),
        };
      case "reasons":
        return {
          field: t("settings.reasons"),
          ...worded(change, (reasons) => reasons.map((reason) => t(`reason.${reason}`)).join(", ")),
        };
      case "finalSaleTag":
        return { field: t("settings.finalSaleTag"), ...worded(change, (tag) => tag || t("settings.history.none")) };
      case "shippingPaidBy":
        return { field: t("settings.shippingPaidBy"), ...worded(change, (payer) => t(`settings.payer.${payer}`)) };
      case "refundWhen":
        return { field: t("settings.refundWhen"), ...worded(change, (moment) => t(`settings.moment.${moment}`)) };
      case "feeBasisPoints":
        return { field: t("settings.feePercent"), ...worded(change, (points) => number(points / 100)) };
      case "approveUnder": {
        const { currency = "" } = change;
        const money = (minor: string | undefined) =>
          minor === undefined ? t("settings.history.none") : formatMoney(BigInt(minor), currency, locale);
        return { field: t("settings.approveUnder", { currency }), ...worded(change, money) };
      }
    }
  };
}
