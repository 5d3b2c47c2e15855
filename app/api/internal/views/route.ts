import { may } from "@/lib/actor";
import { currentStaff } from "@/lib/auth/session";
import { businessDay } from "@/lib/core/dates";
import { countViews, listViews } from "@/lib/views/queries";

/** How many orders each of one's views finds now. */
export async function GET(): Promise<Response> {
  const session = await currentStaff();
  if (!session) return new Response(null, { status: 401 });
  if (!may(session.actor, "orders.read")) return new Response(null, { status: 403 });
  const { timeZone, currency } = session.shop;
  const now = new Date();
  const context = { timeZone, currency, today: businessDay(now, timeZone), staffId: session.staff.id, now };
  const views = await listViews(session.actor, "orders");
  return Response.json(await countViews(session.actor, views, context), {
    headers: { "Cache-Control": "private, no-store" },
  });
}
