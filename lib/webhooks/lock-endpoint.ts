import type { Tx } from "@/db/transaction";
import { type Refusal, refuse } from "@/lib/core/result";

export type LockedEndpoint = {
  id: string;
  number: number;
  name: string;
  url: string;
  topics: string[];
  wholeOrder: boolean;
  enabled: boolean;
  version: number;
};

/**
 * Locks an endpoint that is not archived, against others who change it or hand out its deliveries, not against orders
 * that tell it something. With the version that was on the screen, refuses another one.
 */
export async function lockEndpoint(
  tx: Tx,
  { number, version }: { number: number; version?: number },
): Promise<LockedEndpoint | Refusal<"no_such_endpoint" | "endpoint_changed">> {
  const [endpoint] = await tx.sql<LockedEndpoint[]>`
    select id, number, name, url, topics, whole_order as "wholeOrder", enabled, version
    from webhook_endpoints where number = ${number} and archived_at is null for no key update`;
  if (!endpoint) return refuse("no_such_endpoint");
  if (version !== undefined && version !== endpoint.version) return refuse("endpoint_changed", { name: endpoint.name });
  return endpoint;
}

export const sendQueue = "webhooks.send";
