import type { Instrumentation } from "next";

/** Runs once as a server process starts, before its first request. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const [{ noteAddresses }, { endGently }, { watchRequests }, { watchEventLoop }] = await Promise.all([
    import("@/lib/auth/note-address"),
    import("@/lib/end-gently"),
    import("@/lib/metrics/watch-requests"),
    import("@/lib/metrics/read-metrics"),
  ]);
  noteAddresses();
  endGently();
  watchRequests();
  watchEventLoop();
}

/** What broke a page or an action, with the reference that the page shows and the id of its request. */
export const onRequestError: Instrumentation.onRequestError = async (error, request, context) => {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { log } = await import("@/lib/log");
  const digest = (error as { digest?: unknown }).digest;
  log.error(context.routeType, error, {
    request: request.headers["x-request-id"],
    reference: digest,
    method: request.method,
    route: context.routePath,
  });
};
