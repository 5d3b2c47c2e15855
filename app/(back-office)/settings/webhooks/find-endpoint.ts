import { notFound } from "next/navigation";
import type { Actor } from "@/lib/actor";
import { type EndpointRow, getEndpoint } from "@/lib/webhooks/queries/endpoints";

/** The endpoint that an address names, or the page that says there is none. */
export async function findEndpoint(actor: Actor, text: string): Promise<EndpointRow> {
  const endpoint = /^[1-9]\d{0,8}$/.test(text) ? await getEndpoint(actor, Number(text)) : null;
  return endpoint ?? notFound();
}
