import { connection } from "@/db/client";
import { newApiKey } from "@/lib/auth/api-key";
import { newId } from "@/lib/core/ids";
import { type ApiScope, apiScopes } from "@/lib/staff/rules/permissions";

type Handler = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>;
type Asked = {
  key?: string | null;
  body?: unknown;
  headers?: Record<string, string>;
  params?: Record<string, string>;
  query?: string;
};

/** A key with all scopes, or these; bound to a channel where one is named. */
export async function makeApiKey(settings: { scopes?: readonly ApiScope[]; channel?: string } = {}): Promise<string> {
  const { secret, prefix, hash } = newApiKey();
  const scopes = settings.scopes ?? (Object.keys(apiScopes) as ApiScope[]);
  await connection().sql`
    insert into api_keys (id, name, prefix, key_hash, scopes, channel_id)
    values (${newId()}, 'Test', ${prefix}, ${hash}, ${[...scopes]}, (select id from channels where code = ${settings.channel ?? ""}))`;
  return secret;
}

/** Calls a route's handler as HTTP would; a text body is sent as it is. */
export async function call(handler: Handler, method: "GET" | "POST" | "PATCH", asked: Asked) {
  const { key, body, headers = {}, params = {}, query = "" } = asked;
  const sent =
    body === undefined || typeof body === "string" || body instanceof Uint8Array ? body : JSON.stringify(body);
  const request = new Request(`http://shop.test/api/v1/test${query}`, {
    method,
    headers: {
      ...(key ? { authorization: `Bearer ${key}` } : {}),
      ...(sent === undefined ? {} : { "content-type": "application/json" }),
      ...headers,
    },
    ...(sent === undefined ? {} : { body: sent as BodyInit }),
  });
  const response = await handler(request, { params: Promise.resolve(params) });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === "" ? undefined : JSON.parse(text) };
}
