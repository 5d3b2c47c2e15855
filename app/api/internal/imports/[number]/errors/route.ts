import { Readable } from "node:stream";
import { getTranslations } from "next-intl/server";
import { may } from "@/lib/actor";
import { currentStaff } from "@/lib/auth/session";
import { toCsv } from "@/lib/core/csv";
import { typedText } from "@/lib/core/text";
import { getImport, type ImportDetail, refusedRows } from "@/lib/imports/queries";
import { problemWords } from "@/lib/imports/word-problem";

/** The rows that were refused, in the file's own columns with the reason behind them: mended, it can be imported. */
export async function GET(
  _request: Request,
  { params }: RouteContext<"/api/internal/imports/[number]/errors">,
): Promise<Response> {
  const session = await currentStaff();
  if (!session) return new Response(null, { status: 401 });
  if (!may(session.actor, "imports.read")) return new Response(null, { status: 403 });
  const found = await getImport(session.actor, typedText((await params).number, 40));
  if (!found) return new Response(null, { status: 404 });
  const [t, words] = await Promise.all([getTranslations("imports"), problemWords()]);
  const header = [...found.format.header, t("errorFile.row"), t("errorFile.reason")];
  const body = toCsv(header, linesOf(found, words));
  return new Response(Readable.toWeb(Readable.from(encoded(body))) as ReadableStream, {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": `attachment; filename="${found.number}-refused.csv"`,
      "Cache-Control": "private, no-store",
    },
  });
}

async function* linesOf(found: ImportDetail, words: Awaited<ReturnType<typeof problemWords>>) {
  for await (const rows of refusedRows(found.id)) {
    for (const row of rows) {
      const cells = found.format.header.map((_, index) => row.cells[index] ?? "");
      yield [...cells, row.rowNumber, words.sentence(row)];
    }
  }
}

async function* encoded(texts: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  for await (const text of texts) yield encoder.encode(text);
}
