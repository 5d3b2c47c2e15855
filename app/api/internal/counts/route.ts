import { currentStaff } from "@/lib/auth/session";
import { getNavCounts } from "@/lib/home/queries";

/** The live numbers of the shell. */
export async function GET(): Promise<Response> {
  const session = await currentStaff();
  if (!session) return new Response(null, { status: 401 });
  return Response.json(await getNavCounts(session.actor), { headers: { "Cache-Control": "private, no-store" } });
}
