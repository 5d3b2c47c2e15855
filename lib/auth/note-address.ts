import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";
import { addressHeader } from "./request";
import { clientAddress, trustedProxies } from "./rules/client-address";

/**
 * Writes into each request who sent it, before anybody reads it. Next hands on no socket, and where a caller sent
 * X-Forwarded-For itself it leaves that as it is.
 */
export function noteAddresses(setting = process.env.TRUSTED_PROXIES): void {
  const proxies = trustedProxies(setting);
  subscribe("http.server.request.start", (message) => {
    const { request } = message as { request: IncomingMessage };
    const forwarded = request.headers["x-forwarded-for"];
    request.headers[addressHeader] = clientAddress(
      Array.isArray(forwarded) ? forwarded.join(",") : forwarded,
      request.socket.remoteAddress,
      proxies,
    );
  });
}
