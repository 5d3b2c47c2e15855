import { getTranslations } from "next-intl/server";
import type { Column } from "@/components/list/data-table";
import type { Day } from "@/lib/core/dates";
import type { Locale } from "@/lib/i18n/locales";
import { stepText } from "./days-text";

type LineBehind = { day: Day; customer: string; channel: string };

/** When a line behind a figure was, whose and of which channel: the columns that all lists of such lines have. */
export async function lineColumns<Line extends LineBehind>(
  locale: Locale,
): Promise<Record<keyof LineBehind, Column<Line>>> {
  const t = await getTranslations("reports");
  return {
    day: {
      key: "day",
      header: t("behind.day"),
      muted: true,
      phone: "line",
      cell: (row) => stepText(row.day, "day", locale),
    },
    customer: {
      key: "customer",
      header: t("behind.customer"),
      ellipsis: 180,
      hideBelow: "lg",
      cell: (row) => row.customer || "–",
    },
    channel: {
      key: "channel",
      header: t("filter.channel"),
      muted: true,
      hideBelow: "lg",
      cell: (row) => row.channel,
    },
  };
}
