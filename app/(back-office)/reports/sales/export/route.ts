import { Readable } from "node:stream";
import { getLocale } from "next-intl/server";
import { runAsStaff } from "@/lib/action";
import { may } from "@/lib/actor";
import { currentStaff } from "@/lib/auth/session";
import { toCsv } from "@/lib/core/csv";
import { addDays, businessDay } from "@/lib/core/dates";
import { toXlsx } from "@/lib/core/xlsx-writer";
import { exportReport } from "@/lib/reports/commands/export-report";
import { exportRows, sheetRows } from "@/lib/reports/export-rows";
import { exportTables } from "@/lib/reports/inputs";
import { readReportParams } from "@/lib/reports/params";
import { isCostMeasure } from "@/lib/reports/rules/costs";
import { readPeriod } from "@/lib/reports/rules/period";

/** A table of the sales report as a CSV file or, with `format=xlsx`, a workbook: formula-safe, streamed, written down in the audit. */
export async function GET(request: Request): Promise<Response> {
  const session = await currentStaff();
  if (!session) return new Response(null, { status: 401 });
  const search = Object.fromEntries(new URL(request.url).searchParams);
  const params = readReportParams(search);
  const table = exportTables.find((known) => known === search.table) ?? "steps";
  const format = search.format === "xlsx" ? "xlsx" : "csv";
  const today = businessDay(new Date(), session.shop.timeZone);
  const period = readPeriod(params, today);
  const currency = params.currency ?? session.shop.currency;
  const { channel, country, item, sku, measure, category, customer, buyers, staff, reason, outcome, hour, of } = params;
  if (measure && isCostMeasure(measure) && !may(session.actor, "reports.cost"))
    return new Response(null, { status: 403 });
  const { from, to } = period.range;
  const done = await runAsStaff(exportReport, {
    ...{ table, from, to, currency, channel, country, item, sku, measure, category, customer, buyers },
    ...{ staff, reason, outcome, hour, of },
  });
  if (!done.ok) return new Response(null, { status: 403 });
  const file = await exportRows(table, {
    actor: session.actor,
    period,
    params,
    currency,
    shopCurrency: session.shop.currency,
    language: await getLocale(),
    timeZone: session.shop.timeZone,
    today,
  });
  const bytes = format === "xlsx" ? toXlsx(file.header, sheetRows(file)) : encoded(toCsv(file.header, file.rows));
  const body = Readable.toWeb(Readable.from(bytes)) as ReadableStream;
  return new Response(body, {
    headers: {
      "content-type": types[format],
      "content-disposition": `attachment; filename="sales-${table}-${from}-${addDays(to, -1)}.${format}"`,
      "cache-control": "private, no-store",
    },
  });
}

const types = {
  csv: "text/csv; charset=utf-8",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
};

async function* encoded(texts: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  for await (const text of texts) yield encoder.encode(text);
}
