import { Gift, StickyNote } from "lucide-react";
import { getTranslations } from "next-intl/server";
import type { Column } from "@/components/list/data-table";
import { Badge } from "@/components/ui/badge";
import { cn } from "@/components/ui/class-name";
import { Money } from "@/components/ui/money";
import { Thumb } from "@/components/ui/thumb";
import { Duration, Time } from "@/components/ui/time";
import type { OrderRow } from "@/lib/orders/queries/list-orders";
import { HeldFlag, PaymentWord, StageBadge } from "./stage-badge";

const flagColours: Record<string, string> = {
  red: "text-danger",
  amber: "text-attention",
  green: "text-good",
  blue: "text-info",
  violet: "text-violet",
};

/** The columns of the order list, in the words of the reader. */
export async function orderColumns(now: Date): Promise<Column<OrderRow>[]> {
  const t = await getTranslations("orders");
  return [
    {
      key: "number",
      header: t("column.number"),
      phone: "title",
      cell: (row) => <span className="font-mono font-semibold">{row.number}</span>,
    },
    {
      key: "placed",
      header: t("column.placed"),
      sort: "placed",
      muted: true,
      phone: "line",
      cell: (row) => <Time at={row.placedAt} form="list" capital />,
    },
    {
      key: "customer",
      header: t("column.customer"),
      ellipsis: 200,
      cell: (row) => (
        <>
          {row.customer || "–"} {row.place ? <span className="text-text-3">{row.place}</span> : null}
        </>
      ),
    },
    { key: "channel", header: t("column.channel"), muted: true, hideBelow: "md", cell: (row) => row.channel },
    {
      key: "items",
      header: t("column.items"),
      grow: true,
      hideBelow: "lg",
      cell: (row) => (
        <span className="flex min-w-0 items-center gap-2">
          <Thumb alt="" size={22} />
          <span className="truncate">{row.items}</span>
          {row.unitCount > 1 ? <span className="text-text-3">×{row.unitCount}</span> : null}
          {row.gift ? <Gift aria-label={t("gift")} className="size-3.5 shrink-0 text-text-3" /> : null}
          {row.hasNote ? <StickyNote aria-label={t("note")} className="size-3.5 shrink-0 text-text-3" /> : null}
        </span>
      ),
    },
    {
      key: "total",
      header: t("column.total"),
      sort: "total",
      align: "end",
      phone: "aside",
      cell: (row) => <Money minor={row.totalMinor} currency={row.currency} />,
    },
    {
      key: "payment",
      header: t("column.payment"),
      muted: true,
      hideBelow: "md",
      cell: (row) => <PaymentWord status={row.payment} />,
    },
    {
      key: "stage",
      header: t("column.stage"),
      cell: (row) => (
        <span className="inline-flex items-center gap-2">
          <StageBadge stage={row.stage} />
          {row.held ? <HeldFlag types={row.holdTypes} /> : null}
          {row.flag ? (
            <span className={cn("text-xs", flagColours[row.flag])}>⚑ {t(`flag.${row.flag as "red"}`)}</span>
          ) : null}
        </span>
      ),
    },
    {
      key: "promised",
      header: t("column.promised"),
      sort: "promised",
      muted: true,
      hideBelow: "lg",
      cell: (row) => <Promised row={row} now={now} overdue={t("late")} />,
    },
    {
      key: "external",
      header: t("column.external"),
      muted: true,
      ellipsis: 160,
      phone: "hide",
      cell: (row) => <span className="font-mono text-xs">{row.externalId ?? ""}</span>,
    },
    {
      key: "tags",
      header: t("column.tags"),
      phone: "hide",
      cell: (row) => (
        <span className="inline-flex gap-1">
          {row.tags.map((tag) => (
            <Badge key={tag} dot={false}>
              {tag}
            </Badge>
          ))}
        </span>
      ),
    },
    { key: "assignee", header: t("column.assignee"), muted: true, phone: "hide", cell: (row) => row.assignee ?? "" },
  ];
}

const closed = ["shipped", "delivered", "completed", "cancelled"];

function Promised({ row, now, overdue }: { row: OrderRow; now: Date; overdue: string }) {
  if (!row.promisedAt || row.stage === "cancelled" || row.stage === "draft") return "–";
  if (closed.includes(row.stage)) return <Time at={row.promisedAt} form="day" capital />;
  // The hour matters today and tomorrow; further off a day says enough.
  const soon = row.promisedAt.getTime() - now.getTime() < 36 * 3_600_000;
  if (!row.late) return <Time at={row.promisedAt} form={soon ? "smart" : "day"} capital />;
  return (
    <span className="font-semibold text-danger" title={row.promisedAt.toISOString()}>
      {overdue} <Duration milliseconds={now.getTime() - row.promisedAt.getTime()} />
    </span>
  );
}
