import { randomUUID } from "node:crypto";
import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage, ServerResponse } from "node:http";
import { log } from "@/lib/log";
import { metrics } from "./registry";
import { routeName } from "./rules/route-name";

/** The header that carries a request's id, in and out: the same stands in every line of the log about it. */
export const requestIdHeader = "x-request-id";

const slowMs = 2000;
const longLived = "/api/internal/live";

// A build keeps pages and routes apart: one count per process.
const held = globalThis as { countinghouseInFlight?: number };

/** Requests that are being answered, without streams. */
export function requestsInFlight(): number {
  return held.countinghouseInFlight ?? 0;
}

function moveInFlight(by: number): void {
  held.countinghouseInFlight = requestsInFlight() + by;
}

/** Gives each request its id, counts and times it, and logs the ones that failed or took long. */
export function watchRequests(): void {
  subscribe("http.server.request.start", (message) => {
    const { request, response } = message as { request: IncomingMessage; response: ServerResponse };
    const given = request.headers[requestIdHeader];
    const id = typeof given === "string" && /^[\w.-]{8,64}$/.test(given) ? given : randomUUID();
    request.headers[requestIdHeader] = id;
    response.setHeader("X-Request-Id", id);
    const route = routeName(request.url ?? "");
    if (route === longLived) return;
    const began = performance.now();
    moveInFlight(1);
    response.once("close", () => {
      moveInFlight(-1);
      const took = performance.now() - began;
      // A caller who left before the answer has none: 499, as proxies count it.
      const status = response.writableFinished ? response.statusCode : 499;
      const labels = { method: request.method ?? "", route, status: String(status) };
      metrics().count("countinghouse_http_requests_total", "Requests answered.", labels);
      metrics().observe(
        "countinghouse_http_request_seconds",
        "Time to the end of the answer.",
        { method: labels.method, route },
        took / 1000,
      );
      const facts = { request: id, ...labels, milliseconds: Math.round(took) };
      if (status >= 500 || took > slowMs) log.info("http", status >= 500 ? "failed" : "slow", facts);
      else log.debug("http", "answered", facts);
    });
  });
}
