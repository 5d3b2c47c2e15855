import { getTranslations } from "next-intl/server";
import type { Column } from "@/components/list/data-table";
import { cn } from "@/components/ui/class-name";
import { TextLink } from "@/components/ui/link";
import { Quantity } from "@/components/ui/quantity";
import { Time } from "@/components/ui/time";
import type { Movement } from "@/lib/inventory/queries/list-movements";

const reasons = [
  "opening",
  "receive",
  "adjust",
  "count",
  "transfer_out",
  "transfer_in",
  "reserve",
  "release",
  "ship",
  "sale",
  "restock",
  "write_off",
  "damage",
  "repair",
] as const;
export const movementReasons: readonly string[] = reasons;
type Reason = (typeof reasons)[number];
type DocumentKind = "adjustment" | "transfer" | "receipt" | "order" | "shipment" | "refund" | "import" | "credit_note";

/** The stock ledger's columns: what each movement did to every state, and what lay there after it. */
export async function movementColumns({
  orders,
  imports,
}: {
  orders: boolean;
  imports: boolean;
}): Promise<Column<Movement>[]> {
  const t = await getTranslations("stock");
  const state = (key: "onHand" | "reserved" | "damaged", header: string): Column<Movement> => ({
    key,
    header,
    align: "end",
    phone: key === "onHand" ? "aside" : "line",
    phoneLabel: key !== "onHand",
    hideBelow: key === "damaged" ? "md" : undefined,
    cell: (row) => (
      <>
        <Delta value={row.change[key]} /> <span className="inline-block min-w-10 text-text-3">{row.balance[key]}</span>
      </>
    ),
  });
  return [
    {
      key: "at",
      header: t("item.when"),
      muted: true,
      phone: "line",
      cell: (row) => (
        <>
          <Time at={row.at} capital />
          {row.writtenAt ? (
            <span className="ms-1.5 text-text-3">
              {t.rich("item.enteredAt", { time: () => <Time at={row.writtenAt as string} form="day" /> })}
            </span>
          ) : null}
        </>
      ),
    },
    {
      key: "what",
      header: t("item.what"),
      phone: "title",
      cell: (row) => (
        <>
          {t(`movement.${row.reason as Reason}`)} <span className="font-normal text-text-3">{row.location}</span>
        </>
      ),
    },
    {
      key: "document",
      header: t("item.document"),
      phone: "line",
      ellipsis: 260,
      cell: (row) => {
        const href = hrefOf(row, { orders, imports });
        const number =
          row.documentType === "shipment" && row.orderNumber
            ? `${row.orderNumber} · ${row.documentNumber}`
            : row.documentNumber;
        return (
          <>
            <span className="text-text-3">{t(`documentKind.${row.documentType as DocumentKind}`)} </span>
            {href ? (
              <TextLink href={href} className="font-mono">
                {number}
              </TextLink>
            ) : (
              <span className="font-mono">{number}</span>
            )}
            {row.note ? <span className="text-text-2"> {row.note}</span> : null}
          </>
        );
      },
    },
    {
      key: "who",
      header: t("item.who"),
      muted: true,
      phone: "line",
      hideBelow: "md",
      ellipsis: 140,
      cell: (row) => row.actor || "–",
    },
    state("onHand", t("column.onHand")),
    state("reserved", t("column.reserved")),
    state("damaged", t("column.damaged")),
    {
      key: "available",
      header: t("column.available"),
      align: "end",
      phone: "line",
      phoneLabel: true,
      cell: (row) => (
        <strong className={cn(row.balance.available < 0 && "text-danger")}>
          <Quantity value={row.balance.available} />
        </strong>
      ),
    },
  ];
}

function Delta({ value }: { value: number }) {
  if (value === 0) return null;
  return (
    <span className={cn("font-semibold", value > 0 ? "text-text" : "text-text-2")}>
      {value > 0 ? `+${value}` : `−${-value}`}
    </span>
  );
}

function hrefOf(row: Movement, reads: { orders: boolean; imports: boolean }): string | null {
  const { documentType, documentNumber, orderNumber } = row;
  if (documentType === "adjustment" || documentType === "transfer" || documentType === "receipt")
    return `/stock/documents/${documentNumber}`;
  if (documentType === "import") return reads.imports ? `/imports/${documentNumber}` : null;
  const order = orderNumber ?? (documentType === "order" ? documentNumber : null);
  return order && reads.orders ? `/orders/${order}` : null;
}
