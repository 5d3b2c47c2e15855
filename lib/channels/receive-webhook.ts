import { connection } from "@/db/client";
import { isUnavailable } from "@/lib/api";
import { problemResponse, type RequestProblem, requestProblem } from "@/lib/api/problem";
import { readBytes } from "@/lib/api/read-body";
import { unseal } from "@/lib/auth/sealed";
import { isRefusal } from "@/lib/core/result";
import { log } from "@/lib/log";
import { conventions, isPing, type Platform } from "./rules/platforms";
import { isSigned } from "./rules/signature";
import { storeDelivery } from "./store-delivery";

type Context = { params: Promise<{ channel: string }> };

/**
 * The door for a channel's webhooks: the signature is checked over the bytes as they came, before anything looks
 * inside; then they are kept, and read later. An unknown channel answers as a wrong signature does.
 */
export function receiveWebhook(platform: Platform): (request: Request, context: Context) => Promise<Response> {
  const { signatureHeader, topicHeader, deliveryHeader } = conventions[platform];
  return async (request, context) => {
    const turnAway = (code: RequestProblem, detail?: string) =>
      problemResponse(requestProblem(code, new URL(request.url).pathname, detail));
    try {
      const read = await readBytes(request);
      if (!read.ok) return turnAway(read.problem);
      const body = read.value;
      if (isPing(platform, body)) return accepted("ping");
      const channel = await findSigner(platform, (await context.params).channel);
      if (!channel || !isSigned(body, channel.secret, request.headers.get(signatureHeader))) {
        return turnAway("unauthorised", "The signature is not this channel's.");
      }
      const kept = await storeDelivery({
        channelId: channel.id,
        deliveryId: request.headers.get(deliveryHeader),
        topic: request.headers.get(topicHeader) ?? "",
        headers: keptHeaders(request.headers),
        body,
      });
      // Whatever kept us from storing it, the channel has it still and sends it again.
      return isRefusal(kept) ? turnAway("unavailable") : accepted(kept);
    } catch (error) {
      log.error("webhooks", error, { platform });
      return turnAway(isUnavailable(error) ? "unavailable" : "internal_error");
    }
  };
}

function accepted(status: "ping" | "stored" | "known"): Response {
  return Response.json({ status }, { headers: { "Cache-Control": "no-store" } });
}

async function findSigner(platform: Platform, code: string): Promise<{ id: string; secret: string } | undefined> {
  if (!/^[\w.-]{1,40}$/.test(code)) return undefined;
  const [channel] = await connection().sql<{ id: string; secret: string }[]>`
    select id, webhook_secret as secret from channels
    where code = ${code} and kind = ${platform} and active and webhook_secret <> ''`;
  const secret = channel && unseal(channel.secret, "channel");
  if (channel && !secret) log.error("webhooks", new Error("the secret of a channel cannot be read"), { channel: code });
  return channel && secret ? { id: channel.id, secret } : undefined;
}

// What tells people where a delivery came from; cookies and addresses of proxies do not.
function keptHeaders(headers: Headers): Record<string, string> {
  const kept: Record<string, string> = {};
  headers.forEach((value, name) => {
    if (/^(x-shopify-|x-wc-|content-type$|user-agent$)/.test(name)) kept[name] = value.slice(0, 300);
  });
  return kept;
}
