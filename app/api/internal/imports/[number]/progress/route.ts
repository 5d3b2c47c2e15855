import { may } from "@/lib/actor";
import { currentStaff } from "@/lib/auth/session";
import { typedText } from "@/lib/core/text";
import { getProgress } from "@/lib/imports/queries";

/** How far an import is. */
export async function GET(
  _request: Request,
  { params }: RouteContext<"/api/internal/imports/[number]/progress">,
): Promise<Response> {
  const session = await currentStaff();
  if (!session) return new Response(null, { status: 401 });
  if (!may(session.actor, "imports.read")) return new Response(null, { status: 403 });
  const progress = await getProgress(session.actor, typedText((await params).number, 40));
  if (!progress) return new Response(null, { status: 404 });
  return Response.json(progress, { headers: { "Cache-Control": "private, no-store" } });
}
