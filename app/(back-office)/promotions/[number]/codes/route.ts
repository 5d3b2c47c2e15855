import { Readable } from "node:stream";
import { may } from "@/lib/actor";
import { currentStaff } from "@/lib/auth/session";
import { toCsv } from "@/lib/core/csv";
import { type CouponRow, exportCoupons, getPromotion } from "@/lib/promotions/queries/promotion-page";

/** The coupons of a promotion as a CSV file: formula-safe and streamed. */
export async function GET(_: Request, { params }: RouteContext<"/promotions/[number]/codes">): Promise<Response> {
  const session = await currentStaff();
  if (!session) return new Response(null, { status: 401 });
  const { actor } = session;
  if (!may(actor, "promotions.manage")) return new Response(null, { status: 403 });
  const number = Number((await params).number);
  const promotion =
    Number.isSafeInteger(number) && number > 0 && number < 2 ** 31
      ? await getPromotion(actor, number, new Date())
      : null;
  if (!promotion) return new Response(null, { status: 404 });
  const header = ["code", "used", "limit", "limit_per_customer", "active"];
  const texts = toCsv(header, rowsOf(exportCoupons(actor, promotion.id)));
  return new Response(Readable.toWeb(Readable.from(encoded(texts))) as ReadableStream, {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="coupons-${number}.csv"`,
      "cache-control": "private, no-store",
    },
  });
}

async function* rowsOf(coupons: AsyncIterable<CouponRow>) {
  for await (const { code, used, limitTotal, limitPerCustomer, active } of coupons)
    yield [code, used, limitTotal, limitPerCustomer, active];
}

async function* encoded(texts: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  for await (const text of texts) yield encoder.encode(text);
}
