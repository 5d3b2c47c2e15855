import { may } from "@/lib/actor";
import { currentStaff } from "@/lib/auth/session";
import { textProblem } from "@/lib/core/text";
import { eventWords } from "@/lib/orders/event-words";
import { getChangesSince } from "@/lib/orders/queries/order-changes";

/** What was done to an order after the version that is on somebody's screen, in that person's words. */
export async function GET(
  request: Request,
  { params }: RouteContext<"/api/internal/orders/[number]/changes">,
): Promise<Response> {
  const session = await currentStaff();
  if (!session) return new Response(null, { status: 401 });
  if (!may(session.actor, "orders.read")) return new Response(null, { status: 403 });
  const { number } = await params;
  const since = Number(new URL(request.url).searchParams.get("since") ?? Number.NaN);
  if (!Number.isSafeInteger(since) || since < 0 || textProblem(number) !== null)
    return new Response(null, { status: 400 });
  const [found, say] = await Promise.all([getChangesSince(number, since), eventWords()]);
  if (!found) return new Response(null, { status: 404 });
  const changes = found.changes.map((event) => ({ by: event.by, at: event.at, what: say(event) }));
  return Response.json({ version: found.version, changes }, { headers: { "Cache-Control": "private, no-store" } });
}
