import { eq } from "drizzle-orm";
import { webhookEndpoints } from "@/db/schema/webhooks";
import { recordAudit } from "@/lib/audit";
import { defineCommand } from "@/lib/command";
import { isRefusal, refuse } from "@/lib/core/result";
import { changeEndpointInput } from "@/lib/webhooks/inputs";
import { lockEndpoint } from "@/lib/webhooks/lock-endpoint";
import { urlProblem } from "@/lib/webhooks/rules/webhook-url";
import { loopbackAllowed } from "@/lib/webhooks/send-request";

/** Changes what an endpoint is called, where it is and what it hears of; what waits goes to the new address. */
export const changeEndpoint = defineCommand({
  name: "webhooks.change",
  permission: "webhooks.manage",
  input: changeEndpointInput,
  refusals: ["no_such_endpoint", "endpoint_changed", "url_refused", "endpoint_name_taken"],
  async run(context, { number, version, ...fields }) {
    const { tx, now } = context;
    const before = await lockEndpoint(tx, { number, version });
    if (isRefusal(before)) return before;
    const problem = urlProblem(fields.url, { loopback: loopbackAllowed() });
    if (problem) return refuse("url_refused", { problem });
    await tx.db
      .update(webhookEndpoints)
      .set({ ...fields, version: version + 1, updatedAt: now })
      .where(eq(webhookEndpoints.id, before.id));
    const { name, url, topics, wholeOrder } = before;
    await recordAudit(context, "webhook.changed", fields.name, {
      before: { name, url, topics, wholeOrder },
      after: fields,
    });
    return { number, version: version + 1 };
  },
});
