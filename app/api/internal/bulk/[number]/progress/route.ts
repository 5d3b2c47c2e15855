import { may } from "@/lib/actor";
import { currentStaff } from "@/lib/auth/session";
import { getBulkProgress } from "@/lib/bulk/queries";

/** How far a bulk change is. */
export async function GET(
  _request: Request,
  { params }: RouteContext<"/api/internal/bulk/[number]/progress">,
): Promise<Response> {
  const session = await currentStaff();
  if (!session) return new Response(null, { status: 401 });
  if (!may(session.actor, "orders.read")) return new Response(null, { status: 403 });
  const progress = await getBulkProgress(session.actor, (await params).number);
  if (!progress) return new Response(null, { status: 404 });
  return Response.json(progress, { headers: { "Cache-Control": "private, no-store" } });
}
