import { eq } from "drizzle-orm";
import { webhookEndpoints } from "@/db/schema/webhooks";
import { recordAudit } from "@/lib/audit";
import { type CommandContext, defineCommand } from "@/lib/command";
import { isRefusal, type Refusal, refuse } from "@/lib/core/result";
import { changeEndpointInput } from "@/lib/webhooks/inputs";
import { type LockedEndpoint, lockEndpoint } from "@/lib/webhooks/lock-endpoint";
import { urlProblem } from "@/lib/webhooks/rules/webhook-url";
import { loopbackAllowed } from "@/lib/webhooks/send-request";

/** Changes what an endpoint is called, where it is and what it hears of; what waits goes to the new address. */
export const changeEndpoint = defineCommand({
  name: "webhooks.change",
  permission: "webhooks.manage",
  input: changeEndpointInput,
  refusals: ["no_such_endpoint", "endpoint_changed", "url_refused", "endpoint_name_taken"],
  async run(context, { number, version, ...fields }) {
    const before = await lockEndpoint(context.tx, { number, version });
    if (isRefusal(before)) return before;
    return (await writeEndpoint(context, before, fields)) ?? { number, version: version + 1 };
  },
});

type EndpointFields = Pick<LockedEndpoint, "name" | "url" | "topics" | "wholeOrder">;

/** Writes what an endpoint is from now on, as its next version; refuses an address that nothing is ever sent to. */
export async function writeEndpoint(
  context: CommandContext,
  before: LockedEndpoint,
  fields: EndpointFields,
): Promise<Refusal<"url_refused"> | undefined> {
  const problem = urlProblem(fields.url, { loopback: loopbackAllowed() });
  if (problem) return refuse("url_refused", { problem });
  await context.tx.db
    .update(webhookEndpoints)
    .set({ ...fields, version: before.version + 1, updatedAt: context.now })
    .where(eq(webhookEndpoints.id, before.id));
  const { name, url, topics, wholeOrder } = before;
  await recordAudit(context, "webhook.changed", fields.name, {
    before: { name, url, topics, wholeOrder },
    after: fields,
  });
  return undefined;
}
