import { may } from "@/lib/actor";
import { currentStaff } from "@/lib/auth/session";
import { businessDay } from "@/lib/core/dates";
import { typedText } from "@/lib/core/text";
import { readList } from "@/lib/list/params";
import { orderList } from "@/lib/orders/list-spec";
import { getListNews } from "@/lib/orders/queries/list-news";

const rowsAtMost = 100;

/** What the list under this address would show differently than the rows that are named. */
export async function GET(request: Request): Promise<Response> {
  const session = await currentStaff();
  if (!session) return new Response(null, { status: 401 });
  if (!may(session.actor, "orders.read")) return new Response(null, { status: 403 });
  const { searchParams } = new URL(request.url);
  const asked = Object.fromEntries([...new Set(searchParams.keys())].map((name) => [name, searchParams.getAll(name)]));
  const now = new Date();
  const context = {
    timeZone: session.shop.timeZone,
    today: businessDay(now, session.shop.timeZone),
    currency: session.shop.currency,
    staffId: session.staff.id,
    now,
  };
  const shown = {
    top: typedText(searchParams.get("top"), 40) || null,
    countNew: searchParams.has("top"),
    versions: readVersions(typedText(searchParams.get("shown"), 4000)),
  };
  return Response.json(await getListNews(readList(orderList, asked), context, shown), {
    headers: { "Cache-Control": "private, no-store" },
  });
}

/** "CH-100001:4,CH-100002:1" */
function readVersions(text: string): Map<string, number> {
  const pairs = text.split(",").slice(0, rowsAtMost);
  return new Map(
    pairs.flatMap((pair): [string, number][] => {
      const at = pair.lastIndexOf(":");
      const version = Number(pair.slice(at + 1));
      return at > 0 && Number.isSafeInteger(version) ? [[pair.slice(0, at), version]] : [];
    }),
  );
}
