import { getTranslations } from "next-intl/server";
import type { Column } from "@/components/list/data-table";
import type { Day } from "@/lib/core/dates";
import type { Locale } from "@/lib/i18n/locales";
import { stepText } from "./days-text";

type LineBehind = { day: Day; title: string; sku: string; customer: string; channel: string };

/** When a line behind a figure was, of what, whose and of which channel: the columns that all lists of such lines have. */
export async function lineColumns<Line extends LineBehind>(
  locale: Locale,
): Promise<Record<"day" | "item" | "customer" | "channel", Column<Line>>> {
  const t = await getTranslations("reports");
  return {
    day: {
      key: "day",
      header: t("behind.day"),
      muted: true,
      phone: "line",
      cell: (row) => stepText(row.day, "day", locale),
    },
    item: {
      key: "item",
      header: t("items.item"),
      ellipsis: 260,
      cell: (row) => (
        <>
          {row.title} <span className="ms-1 font-mono text-text-3 text-xs">{row.sku}</span>
        </>
      ),
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
