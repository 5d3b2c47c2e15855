import { getLocale } from "next-intl/server";
import { runAsStaff } from "@/lib/action";
import { currentStaff } from "@/lib/auth/session";
import { toCsv } from "@/lib/core/csv";
import { addDays, businessDay } from "@/lib/core/dates";
import { exportReport } from "@/lib/reports/commands/export-report";
import { exportRows } from "@/lib/reports/export-rows";
import { exportTables } from "@/lib/reports/inputs";
import { readReportParams } from "@/lib/reports/params";
import { readPeriod } from "@/lib/reports/rules/period";

/** A table of the sales report as a CSV file: formula-safe, streamed, written down in the audit. */
export async function GET(request: Request): Promise<Response> {
  const session = await currentStaff();
  if (!session) return new Response(null, { status: 401 });
  const search = Object.fromEntries(new URL(request.url).searchParams);
  const params = readReportParams(search);
  const table = exportTables.find((known) => known === search.table) ?? "steps";
  const period = readPeriod(params, businessDay(new Date(), session.shop.timeZone));
  const currency = params.currency ?? session.shop.currency;
  const { channel, country, item, measure, category, customer, staff, of } = params;
  const { from, to } = period.range;
  const done = await runAsStaff(exportReport, {
    ...{ table, from, to, currency, channel, country, item, measure, category, customer, staff, of },
  });
  if (!done.ok) return new Response(null, { status: 403 });
  const file = await exportRows(table, { actor: session.actor, period, params, currency, language: await getLocale() });
  const text = toCsv(file.header, file.rows);
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done: ended, value } = await text.next();
      if (ended) controller.close();
      else controller.enqueue(new TextEncoder().encode(value));
    },
    async cancel() {
      await text.return(undefined);
    },
  });
  return new Response(body, {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="sales-${table}-${from}-${addDays(to, -1)}.csv"`,
      "cache-control": "private, no-store",
    },
  });
}
