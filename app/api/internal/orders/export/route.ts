import { Readable } from "node:stream";
import { getLocale, getTranslations } from "next-intl/server";
import { transact } from "@/db/transaction";
import { may } from "@/lib/actor";
import { recordAudit } from "@/lib/audit";
import { currentStaff, type Session } from "@/lib/auth/session";
import { type CsvValue, toCsv } from "@/lib/core/csv";
import { businessDay } from "@/lib/core/dates";
import { toDecimalString } from "@/lib/core/money";
import { toXlsx } from "@/lib/core/xlsx-writer";
import { type ListState, paramsOfHref, readList } from "@/lib/list/params";
import { orderList } from "@/lib/orders/list-spec";
import { eachOrder } from "@/lib/orders/queries/export-orders";
import type { ListContext, OrderRow } from "@/lib/orders/queries/list-orders";

/** Exactly what the list shows, all pages of it, in its sorting and columns: as CSV or, with `format=xlsx`, a workbook. */
export async function GET(request: Request): Promise<Response> {
  const session = await currentStaff();
  if (!session) return new Response(null, { status: 401 });
  if (!may(session.actor, "orders.export")) return new Response(null, { status: 403 });
  const asked = paramsOfHref(request.url);
  const state = readList(orderList, asked);
  const format = [asked.format].flat().includes("xlsx") ? "xlsx" : "csv";
  const [words, language] = await Promise.all([loadWords(), getLocale()]);
  const now = new Date();
  const { timeZone, currency } = session.shop;
  const today = businessDay(now, timeZone);
  const context: ListContext = { timeZone, today, currency, staffId: session.staff.id, language, now };
  await record(session, format, state);
  const of = fileColumns(words, timeZone);
  const columns = state.columns.flatMap((column) => of[column] ?? []);
  const header = columns.map((column) => column.header);
  const rows = map(eachOrder(state, context), (row) =>
    columns.map(({ cell, numeric }) => (numeric && format === "xlsx" ? Number(cell(row)) : cell(row))),
  );
  const bytes = format === "xlsx" ? toXlsx(header, rows) : encoded(toCsv(header, rows));
  return new Response(Readable.toWeb(Readable.from(bytes)) as ReadableStream, {
    headers: {
      "Content-Type": types[format],
      "Content-Disposition": `attachment; filename="orders-${today}.${format}"`,
      "Cache-Control": "private, no-store",
    },
  });
}

const types = {
  csv: "text/csv; charset=utf-8",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
};

// Written before the first row leaves: an export that was cut off was an export, too.
async function record(session: Session, format: string, state: ListState): Promise<void> {
  const { tab, q, filters, columns } = state;
  await transact((tx) =>
    recordAudit({ tx, actor: session.actor }, "orders.exported", format, { tab, q, filters, columns }),
  );
}

async function loadWords() {
  const [t, holds] = await Promise.all([getTranslations("orders"), getTranslations("orders.holdType")]);
  return { t, holds };
}

type FileColumn = { header: string; cell: (row: OrderRow) => CsvValue; numeric?: boolean };

/** A column of the list in a file: what stands together on the screen has columns of its own, so that it can be sorted. */
function fileColumns(
  { t, holds }: Awaited<ReturnType<typeof loadWords>>,
  timeZone: string,
): Record<string, FileColumn[]> {
  const local = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "short" });
  const at = (date: Date | null) => (date ? local.format(date) : "");
  const held = (row: OrderRow) =>
    row.holdTypes.map((type) => (holds.has(type as never) ? holds(type as never) : type)).join(", ");
  return {
    number: [{ header: t("column.number"), cell: (row) => row.number }],
    placed: [{ header: t("column.placed"), cell: (row) => at(row.placedAt) }],
    customer: [
      { header: t("column.customer"), cell: (row) => row.customer },
      { header: t("exportFile.place"), cell: (row) => row.place },
    ],
    channel: [{ header: t("column.channel"), cell: (row) => row.channel }],
    items: [
      { header: t("column.items"), cell: (row) => row.items },
      { header: t("exportFile.units"), cell: (row) => row.unitCount },
    ],
    total: [
      {
        header: t("column.total"),
        cell: (row) => toDecimalString(BigInt(row.totalMinor), row.currency),
        numeric: true,
      },
      { header: t("exportFile.currency"), cell: (row) => row.currency },
    ],
    payment: [{ header: t("column.payment"), cell: (row) => t(`payment.${row.payment}`) }],
    stage: [
      { header: t("column.stage"), cell: (row) => t(`stage.${row.stage}`) },
      { header: t("exportFile.held"), cell: held },
    ],
    promised: [{ header: t("column.promised"), cell: (row) => at(row.promisedAt) }],
    external: [{ header: t("column.external"), cell: (row) => row.externalId }],
    tags: [{ header: t("column.tags"), cell: (row) => row.tags.join(" ") }],
    assignee: [{ header: t("column.assignee"), cell: (row) => row.assignee }],
  };
}

async function* map<T, U>(items: AsyncIterable<T>, to: (item: T) => U): AsyncGenerator<U> {
  for await (const item of items) yield to(item);
}

async function* encoded(texts: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  for await (const text of texts) yield encoder.encode(text);
}
