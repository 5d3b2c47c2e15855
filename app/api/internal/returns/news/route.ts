import { may } from "@/lib/actor";
import { currentStaff } from "@/lib/auth/session";
import { typedText } from "@/lib/core/text";
import { readList } from "@/lib/list/params";
import { returnList } from "@/lib/returns/list-spec";
import { getReturnsNews } from "@/lib/returns/queries/list-news";

const rowsAtMost = 100;

/** What the list under this address would show differently than the rows that are named. */
export async function GET(request: Request): Promise<Response> {
  const session = await currentStaff();
  if (!session) return new Response(null, { status: 401 });
  if (!may(session.actor, "returns.read")) return new Response(null, { status: 403 });
  const { searchParams } = new URL(request.url);
  const asked = Object.fromEntries([...new Set(searchParams.keys())].map((name) => [name, searchParams.getAll(name)]));
  const shown = readMarks(typedText(searchParams.get("shown"), 4000));
  return Response.json(await getReturnsNews(session.actor, readList(returnList, asked), shown), {
    headers: { "Cache-Control": "private, no-store" },
  });
}

/** "RMA-1001:4-0,RMA-1002:1-2" */
function readMarks(text: string): Map<string, string> {
  const pairs = text.split(",").slice(0, rowsAtMost);
  return new Map(
    pairs.flatMap((pair): [string, string][] => {
      const at = pair.lastIndexOf(":");
      return at > 0 ? [[pair.slice(0, at), pair.slice(at + 1)]] : [];
    }),
  );
}
