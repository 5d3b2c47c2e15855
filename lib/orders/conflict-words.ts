import { getLocale, getTimeZone, getTranslations } from "next-intl/server";
import { formatExact } from "@/lib/format/time";
import type { Conflict } from "@/lib/orders/rules/edit";

/** Says a field that two people gave different values, both side by side, in the reader's words. */
export async function conflictWords(): Promise<(conflict: Conflict) => string> {
  const [t, orders, locale, zone] = await Promise.all([
    getTranslations("refusals"),
    getTranslations("orders"),
    getLocale(),
    getTimeZone(),
  ]);
  const text = (field: string, value: unknown): string => {
    if (value === null || value === "") return t("conflict.nothing");
    if (typeof value === "boolean") return value ? t("conflict.yes") : t("conflict.no");
    if (value instanceof Date || field === "promisedAt") return formatExact(new Date(String(value)), { locale, zone });
    if (field === "flag" && orders.has(`flag.${value}` as never)) return orders(`flag.${value}` as "flag.red");
    if (typeof value === "object") return Object.values(value).filter(Boolean).join(", ");
    return String(value);
  };
  return ({ field, yours, theirs, by }) =>
    t("conflict.both", {
      field: orders.has(`field.${field}` as never) ? orders(`field.${field}` as "field.flag") : field,
      yours: text(field, yours),
      theirs: text(field, theirs),
      by,
    });
}
