import { may } from "@/lib/actor";
import { currentStaff } from "@/lib/auth/session";
import { businessDay, startOfDay } from "@/lib/core/dates";
import { countQueue, listLocations } from "@/lib/fulfilment/queries/queue";

/** How much waits at each step in a warehouse. */
export async function GET(request: Request): Promise<Response> {
  const session = await currentStaff();
  if (!session) return new Response(null, { status: 401 });
  if (!may(session.actor, "fulfilment.read")) return new Response(null, { status: 403 });
  const code = new URL(request.url).searchParams.get("location");
  const locations = await listLocations();
  const location = locations.find((each) => each.code === code);
  if (!location) return new Response(null, { status: 404 });
  const { timeZone } = session.shop;
  const since = startOfDay(businessDay(new Date(), timeZone), timeZone);
  const counts = await countQueue({ id: location.id, isFirst: location === locations[0] }, since);
  return Response.json(counts, { headers: { "Cache-Control": "private, no-store" } });
}
