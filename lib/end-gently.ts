import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { log } from "@/lib/log";

const lookEveryMs = 100;

/**
 * On SIGTERM Next stops to listen and waits for its connections to end. Proxies and programs keep theirs open and go on
 * asking on them, for ever: from then on each answer says that it is the connection's last.
 */
export function endGently(): void {
  const open = new Set<ServerResponse>();
  const servers = new Set<Server>();
  let ending = false;
  subscribe("http.server.request.start", (message) => {
    const { response, server } = message as { request: IncomingMessage; response: ServerResponse; server: Server };
    servers.add(server);
    if (ending) return lastOne(response);
    open.add(response);
    response.once("close", () => open.delete(response));
  });
  const end = () => {
    if (ending) return;
    ending = true;
    log.info("web", "ending", { requests: open.size });
    for (const response of open) lastOne(response);
    // Those whose answer was under way when the signal came fall idle after it.
    setInterval(() => {
      for (const server of servers) server.closeIdleConnections();
    }, lookEveryMs).unref();
  };
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, end);
}

function lastOne(response: ServerResponse): void {
  if (!response.headersSent) response.setHeader("Connection", "close");
}
