import { addressOf } from "@/lib/auth/request";
import { readMetrics } from "@/lib/metrics/read-metrics";
import { mayScrape } from "@/lib/metrics/rules/may-scrape";

export const dynamic = "force-dynamic";

/** The figures of this process for Prometheus. */
export async function GET(request: Request): Promise<Response> {
  const asking = {
    token: process.env.METRICS_TOKEN,
    authorization: request.headers.get("authorization"),
    address: addressOf(request.headers),
    forwarded: request.headers.get("x-forwarded-for"),
  };
  if (!mayScrape(asking)) return new Response(null, { status: 404 });
  return new Response(await readMetrics(), {
    headers: { "Content-Type": "text/plain; version=0.0.4; charset=utf-8", "Cache-Control": "no-store" },
  });
}
