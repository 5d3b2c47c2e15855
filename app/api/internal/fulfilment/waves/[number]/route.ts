import { may } from "@/lib/actor";
import { currentStaff } from "@/lib/auth/session";
import { typedText } from "@/lib/core/text";
import { getWave } from "@/lib/fulfilment/queries/wave";

/** A wave as it stands, for screens on which several people pick it. */
export async function GET(
  _: Request,
  { params }: RouteContext<"/api/internal/fulfilment/waves/[number]">,
): Promise<Response> {
  const session = await currentStaff();
  if (!session) return new Response(null, { status: 401 });
  if (!may(session.actor, "fulfilment.read")) return new Response(null, { status: 403 });
  const wave = await getWave(typedText((await params).number, 40));
  if (!wave) return new Response(null, { status: 404 });
  return Response.json(wave, { headers: { "Cache-Control": "private, no-store" } });
}
