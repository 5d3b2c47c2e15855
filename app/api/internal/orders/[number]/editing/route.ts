import { may } from "@/lib/actor";
import { currentStaff } from "@/lib/auth/session";
import { textProblem } from "@/lib/core/text";
import { tellEditing } from "@/lib/live/tell-editing";

/** Says to whoever looks at an order that this person has a form about it open. A hint, and nothing waits for it. */
export async function POST(
  _request: Request,
  { params }: RouteContext<"/api/internal/orders/[number]/editing">,
): Promise<Response> {
  const session = await currentStaff();
  if (!session) return new Response(null, { status: 401 });
  if (!may(session.actor, "orders.edit")) return new Response(null, { status: 403 });
  const { number } = await params;
  if (textProblem(number) !== null || number.length > 40) return new Response(null, { status: 400 });
  const by = session.staff.name;
  await tellEditing(number, by);
  return Response.json({ by }, { headers: { "Cache-Control": "private, no-store" } });
}
