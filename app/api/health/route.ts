import { readHealth } from "@/lib/health";

export const dynamic = "force-dynamic";

/** Ready to serve: 200, or 503 with what is missing. */
export async function GET(): Promise<Response> {
  const health = await readHealth();
  return Response.json(health, {
    status: health.status === "ok" ? 200 : 503,
    headers: { "Cache-Control": "no-store" },
  });
}
