import { Readable } from "node:stream";
import { getLocale, getTranslations } from "next-intl/server";
import writeExcel from "write-excel-file/node";
import { transact } from "@/db/transaction";
import { may } from "@/lib/actor";
import { recordAudit } from "@/lib/audit";
import { currentStaff, type Session } from "@/lib/auth/session";
import { type CsvValue, toCsv } from "@/lib/core/csv";
import { businessDay } from "@/lib/core/dates";
import { toDecimalString } from "@/lib/core/money";
import { assert, isRefusal } from "@/lib/core/result";
import { type ListState, readList } from "@/lib/list/params";
import { orderList } from "@/lib/orders/list-spec";
import { eachOrder } from "@/lib/orders/queries/export-orders";
import { countCap, countOrders, type ListContext, type OrderRow } from "@/lib/orders/queries/list-orders";

/** The orders that the list's filters find, as CSV or, with `format=xlsx`, as a workbook. */
export async function GET(request: Request): Promise<Response> {
  const session = await currentStaff();
  if (!session) return new Response(null, { status: 401 });
  if (!may(session.actor, "orders.export")) return new Response(null, { status: 403 });
  const { searchParams } = new URL(request.url);
  const asked = Object.fromEntries([...new Set(searchParams.keys())].map((name) => [name, searchParams.getAll(name)]));
  const state = readList(orderList, asked);
  const [t, holds, locale] = await Promise.all([
    getTranslations("orders"),
    getTranslations("orders.holdType"),
    getLocale(),
  ]);
  const now = new Date();
  const today = businessDay(now, session.shop.timeZone);
  const context: ListContext = {
    timeZone: session.shop.timeZone,
    today,
    currency: session.shop.currency,
    staffId: session.staff.id,
    language: locale,
    now,
  };
  const workbook = searchParams.get("format") === "xlsx";
  // A workbook is made in memory: what is longer than anybody scrolls through goes into a CSV file.
  if (workbook && (await countOrders(state, context)) > countCap) {
    return new Response(t("exportFile.tooLong"), {
      status: 413,
      headers: { "Content-Type": "text/plain; charset=utf-8" },
    });
  }
  await record(session, workbook ? "xlsx" : "csv", state);
  const columns = columnsOf(t, holds, session.shop.timeZone);
  const header = columns.map((column) => column.header);
  const rows = eachOrder(state, context);
  const name = `orders-${today}`;
  if (!workbook) {
    const lines = toCsv(
      header,
      map(rows, (row) => columns.map((column) => column.cell(row))),
    );
    return file(
      Readable.toWeb(Readable.from(encoded(lines))) as ReadableStream,
      `${name}.csv`,
      "text/csv; charset=utf-8",
    );
  }
  const cells = await Array.fromAsync(rows, (row) => columns.map((column) => ({ value: textOf(column.cell(row)) })));
  const book = await writeExcel([header.map((value) => ({ value, fontWeight: "bold" as const })), ...cells]).toBuffer();
  return file(
    new Uint8Array(book),
    `${name}.xlsx`,
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  );
}

// Written before the first row leaves: an export that was cut off was an export, too.
async function record(session: Session, format: string, state: ListState): Promise<void> {
  const { tab, q, filters } = state;
  const written = await transact((tx) =>
    recordAudit({ tx, actor: session.actor }, "orders.exported", format, { tab, q, filters }),
  );
  assert(!isRefusal(written), "an export that is not written down is not given out");
}

type Words = Awaited<ReturnType<typeof getTranslations<"orders">>>;
type HoldWords = Awaited<ReturnType<typeof getTranslations<"orders.holdType">>>;
type Column = { header: string; cell: (row: OrderRow) => CsvValue };

function columnsOf(t: Words, holds: HoldWords, timeZone: string): Column[] {
  const local = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "short" });
  const at = (date: Date | null) => (date ? local.format(date) : "");
  return [
    { header: t("column.number"), cell: (row) => row.number },
    { header: t("column.external"), cell: (row) => row.externalId },
    { header: t("column.placed"), cell: (row) => at(row.placedAt) },
    { header: t("column.channel"), cell: (row) => row.channel },
    { header: t("column.customer"), cell: (row) => row.customer },
    { header: t("exportFile.place"), cell: (row) => row.place },
    { header: t("column.items"), cell: (row) => row.items },
    { header: t("exportFile.units"), cell: (row) => row.unitCount },
    { header: t("column.total"), cell: (row) => toDecimalString(BigInt(row.totalMinor), row.currency) },
    { header: t("exportFile.currency"), cell: (row) => row.currency },
    { header: t("column.payment"), cell: (row) => t(`payment.${row.payment}`) },
    { header: t("column.stage"), cell: (row) => t(`stage.${row.stage}`) },
    {
      header: t("exportFile.held"),
      cell: (row) => row.holdTypes.map((type) => (holds.has(type as never) ? holds(type as never) : type)).join(", "),
    },
    { header: t("column.promised"), cell: (row) => at(row.promisedAt) },
    { header: t("column.tags"), cell: (row) => row.tags.join(" ") },
    { header: t("column.assignee"), cell: (row) => row.assignee },
  ];
}

function textOf(value: CsvValue): string {
  return value === null || value === undefined ? "" : String(value);
}

async function* map<T, U>(items: AsyncIterable<T>, to: (item: T) => U): AsyncGenerator<U> {
  for await (const item of items) yield to(item);
}

async function* encoded(texts: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  for await (const text of texts) yield encoder.encode(text);
}

function file(body: BodyInit, name: string, type: string): Response {
  return new Response(body, {
    headers: {
      "Content-Type": type,
      "Content-Disposition": `attachment; filename="${name}"`,
      "Cache-Control": "private, no-store",
    },
  });
}
