import { getTranslations } from "next-intl/server";
import type { Column } from "@/components/list/data-table";
import { cn } from "@/components/ui/class-name";
import { Quantity } from "@/components/ui/quantity";
import type { StockRow } from "@/lib/inventory/queries/list-stock";

const year = 365;

/** The columns of the stock list, in the words of the reader. */
export async function stockColumns(): Promise<Column<StockRow>[]> {
  const t = await getTranslations("stock");
  const quiet = (value: number) => (value === 0 ? <span className="text-text-3">0</span> : <Quantity value={value} />);
  return [
    {
      key: "sku",
      header: t("column.sku"),
      sort: "sku",
      phone: "title",
      cell: (row) => <span className="font-mono font-semibold">{row.sku}</span>,
    },
    {
      key: "title",
      header: t("column.title"),
      ellipsis: 280,
      cell: (row) => (
        <>
          {row.title} {row.option ? <span className="text-text-3">{row.option}</span> : null}
        </>
      ),
    },
    {
      key: "onHand",
      header: t("column.onHand"),
      align: "end",
      phone: "line",
      phoneLabel: true,
      cell: (row) => quiet(row.onHand),
    },
    { key: "reserved", header: t("column.reserved"), align: "end", phone: "hide", cell: (row) => quiet(row.reserved) },
    {
      key: "damaged",
      header: t("column.damaged"),
      align: "end",
      phone: "hide",
      hideBelow: "lg",
      cell: (row) => quiet(row.damaged),
    },
    {
      key: "available",
      header: t("column.available"),
      sort: "available",
      align: "end",
      phone: "aside",
      cell: (row) => <Available row={row} />,
    },
    {
      key: "places",
      header: t("column.places"),
      muted: true,
      hideBelow: "lg",
      ellipsis: 220,
      phone: "hide",
      cell: (row) => row.places.map((place) => t("placesAt", place)).join(" · ") || "–",
    },
    {
      key: "sold",
      header: t("column.sold"),
      sort: "sold",
      align: "end",
      phone: "hide",
      cell: (row) => quiet(row.sold),
    },
    {
      key: "cover",
      header: t("column.cover"),
      sort: "cover",
      align: "end",
      muted: true,
      phone: "line",
      cell: (row) =>
        row.daysOfCover === null
          ? t("coverNone")
          : row.daysOfCover > year
            ? t("coverLong")
            : t("cover", { days: row.daysOfCover }),
    },
    {
      key: "point",
      header: t("column.point"),
      align: "end",
      muted: true,
      hideBelow: "md",
      phone: "hide",
      cell: (row) => (row.reorderPoint === null ? "–" : <Quantity value={row.reorderPoint} />),
    },
  ];
}

function Available({ row }: { row: StockRow }) {
  const low = row.available < Math.max(row.reorderPoint ?? 0, row.waiting);
  return (
    <span className={cn("font-semibold", row.available <= 0 ? "text-danger" : low && "text-attention")}>
      <Quantity value={row.available} />
    </span>
  );
}
