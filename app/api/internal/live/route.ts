import { currentSession } from "@/lib/auth/session";
import { getNavCounts } from "@/lib/home/queries";
import { liveHub } from "@/lib/live/process-hub";
import { liveResponse } from "@/lib/live/stream";

export const dynamic = "force-dynamic";

/** What happens in the shop, as it happens, to one browser; ends when the person may no longer look. */
export async function GET(request: Request): Promise<Response> {
  const found = await currentSession();
  if (!found) return new Response(null, { status: 401 });
  return liveResponse(liveHub(getNavCounts), found, request.signal);
}
