import { Gift, StickyNote } from "lucide-react";
import { getLocale, getTranslations } from "next-intl/server";
import type { Column } from "@/components/list/data-table";
import { PriorityBadge } from "@/components/orders/priority-badge";
import { HeldFlag } from "@/components/orders/stage-badge";
import { Badge } from "@/components/ui/badge";
import { AppLink } from "@/components/ui/link";
import { Meter } from "@/components/ui/meter";
import { MonoId } from "@/components/ui/mono-id";
import { Quantity } from "@/components/ui/quantity";
import { Duration, Time } from "@/components/ui/time";
import type { OrderToPick, ShipmentRow, WaveRow } from "@/lib/fulfilment/queries/queue";
import { nameIn } from "@/lib/i18n/rules/languages";
import { offerName } from "@/lib/shipping/rules/shipping";
import { ShipmentBadge } from "./shipment-badge";

type Words = Awaited<ReturnType<typeof getTranslations<"fulfilment">>>;

/** Orders that wait for a picker, or for stock. */
export async function orderColumns(tab: "ready" | "backordered", now: Date): Promise<Column<OrderToPick>[]> {
  const [t, locale] = await Promise.all([getTranslations("fulfilment"), getLocale()]);
  const waiting = tab === "backordered";
  return [
    {
      key: "number",
      header: t("column.order"),
      phone: "title",
      cell: (row) => <span className="font-mono">{row.number}</span>,
    },
    {
      key: "promised",
      header: t("column.promised"),
      phone: "aside",
      cell: (row) => <Promised {...row} now={now} word={t("late")} />,
    },
    customer(t),
    {
      key: "items",
      header: t("column.items"),
      ellipsis: 280,
      cell: (row) => (
        <>
          {row.items} {row.orderLines > 1 ? <span className="text-text-3">+{row.orderLines - 1}</span> : null}
        </>
      ),
    },
    waiting
      ? {
          key: "missing",
          header: t("column.missing"),
          cell: (row) => (
            <span>
              <Badge tone="amber">{t("missingUnits", { count: row.missing })}</Badge>{" "}
              <span className="text-text-3">{t("hereUnits", { count: row.units })}</span>
            </span>
          ),
        }
      : {
          key: "units",
          header: t("column.units"),
          align: "end",
          phoneLabel: true,
          cell: (row) => (
            <span title={t("linesOfUnits", { lines: row.lines })}>
              <Quantity value={row.units} />
            </span>
          ),
        },
    {
      key: "channel",
      header: t("column.channel"),
      muted: true,
      hideBelow: "lg",
      cell: (row) => nameIn(locale, row.channel),
    },
    {
      key: "service",
      header: t("column.service"),
      muted: true,
      hideBelow: "lg",
      phone: "hide",
      cell: ({ service }) =>
        typeof service === "string" ? (service === "standard" ? "" : service) : offerName(locale, service),
    },
    {
      key: "marks",
      header: t("column.marks"),
      cell: (row) => (
        <span className="inline-flex items-center gap-2 align-middle text-text-3">
          {row.holdTypes.length > 0 ? <HeldFlag types={row.holdTypes} /> : null}
          <PriorityBadge level={row.priority} />
          {row.gift ? <Gift aria-label={t("gift")} className="size-3.5" /> : null}
          {row.hasNote ? <StickyNote aria-label={t("note")} className="size-3.5" /> : null}
        </span>
      ),
    },
  ];
}

/** Waves under way. */
export async function waveColumns(): Promise<Column<WaveRow>[]> {
  const t = await getTranslations("fulfilment");
  return [
    {
      key: "wave",
      header: t("column.wave"),
      phone: "title",
      cell: (row) => <span className="font-mono">{row.number}</span>,
    },
    {
      key: "progress",
      header: t("column.progress"),
      phone: "aside",
      cell: (row) => (
        <span className="inline-flex items-center gap-2">
          <Meter filled={row.picked} total={row.units} label={t("column.progress")} />
          <span className="text-text-2">{t("pickedOf", { picked: row.picked, units: row.units })}</span>
        </span>
      ),
    },
    {
      key: "orders",
      header: t("column.orders"),
      align: "end",
      phoneLabel: true,
      cell: (row) => <Quantity value={row.orders} />,
    },
    { key: "by", header: t("column.startedBy"), cell: (row) => row.createdBy },
    { key: "at", header: t("column.started"), muted: true, cell: (row) => <Time at={row.createdAt} capital /> },
    {
      key: "promised",
      header: t("column.promised"),
      muted: true,
      cell: (row) => (row.promisedAt ? <Time at={row.promisedAt} capital /> : "–"),
    },
  ];
}

/** Shipments on the bench, gone today, or on their way. */
export async function shipmentColumns(
  tab: "packing" | "shipped" | "underway",
  now: Date,
): Promise<Column<ShipmentRow>[]> {
  const t = await getTranslations("fulfilment");
  const bench = tab === "packing";
  const columns: (Column<ShipmentRow> | false)[] = [
    {
      key: "shipment",
      header: t("column.shipment"),
      phone: "title",
      cell: (row) => <span className="font-mono">{row.number}</span>,
    },
    {
      key: "order",
      header: t("column.order"),
      cell: (row) => (
        <AppLink href={`/orders/${row.order}`} className="font-mono hover:underline">
          {row.order}
        </AppLink>
      ),
    },
    {
      key: "status",
      header: t("column.status"),
      phone: "aside",
      cell: (row) => (
        <span className="inline-flex items-center gap-2">
          <ShipmentBadge status={row.status} />
          {row.cod ? <Badge tone="amber">{t("cod")}</Badge> : null}
          {row.holdTypes.length > 0 ? <HeldFlag types={row.holdTypes} /> : null}
        </span>
      ),
    },
    customer(t),
    bench && {
      key: "packed",
      header: t("column.packed"),
      cell: (row) => (
        <span className="inline-flex items-center gap-2">
          <Meter filled={row.packed} total={row.units} label={t("column.packed")} />
          <span className="text-text-2">{t("pickedOf", { picked: row.packed, units: row.units })}</span>
        </span>
      ),
    },
    bench && {
      key: "wave",
      header: t("column.slot"),
      muted: true,
      cell: (row) => (row.wave ? t("pack.fromSlot", { wave: row.wave, slot: row.slot ?? 0 }) : "–"),
    },
    bench && {
      key: "promised",
      header: t("column.promised"),
      cell: (row) => <Promised {...row} now={now} word={t("late")} />,
    },
    !bench && { key: "carrier", header: t("column.carrier"), cell: (row) => row.carrier || "–" },
    !bench && {
      key: "tracking",
      header: t("column.tracking"),
      cell: (row) => (row.trackingNumber ? <MonoId value={row.trackingNumber} copy /> : "–"),
    },
    !bench && {
      key: "units",
      header: t("column.units"),
      align: "end",
      phoneLabel: true,
      cell: (row) => <Quantity value={row.units} />,
    },
    !bench && {
      key: "at",
      header: t("column.shipped"),
      muted: true,
      cell: (row) => (row.at ? <Time at={row.at} capital /> : "–"),
    },
  ];
  return columns.filter((column) => column !== false);
}

function customer<Row extends { customer: string; place: string }>(t: Words): Column<Row> {
  return {
    key: "customer",
    header: t("column.customer"),
    ellipsis: 220,
    cell: (row) => (
      <>
        {row.customer || "–"} {row.place ? <span className="text-text-3">{row.place}</span> : null}
      </>
    ),
  };
}

function Promised({
  promisedAt,
  late,
  now,
  word,
}: {
  promisedAt: Date | null;
  late: boolean;
  now: Date;
  word: string;
}) {
  if (!promisedAt) return "–";
  if (!late) return <Time at={promisedAt} capital />;
  return (
    <span className="font-semibold text-danger" title={promisedAt.toISOString()}>
      <Duration milliseconds={now.getTime() - promisedAt.getTime()} /> {word}
    </span>
  );
}
