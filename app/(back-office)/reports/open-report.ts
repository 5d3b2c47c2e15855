import { getLocale, getNow, getTranslations } from "next-intl/server";
import { businessDay } from "@/lib/core/dates";
import type { SearchParams } from "@/lib/list/params";
import { readReportParams } from "@/lib/reports/params";
import { readPeriod } from "@/lib/reports/rules/period";
import type { Shop } from "@/lib/shop";

/** What a report's page begins with: in which words it is read, and which days and choices its address asks for. */
export async function openReport(shop: Pick<Shop, "timeZone">, searchParams: Promise<SearchParams>) {
  const [t, locale, now] = await Promise.all([getTranslations("reports"), getLocale(), getNow()]);
  const params = readReportParams(await searchParams);
  return { t, locale, params, period: readPeriod(params, businessDay(now, shop.timeZone)) };
}
