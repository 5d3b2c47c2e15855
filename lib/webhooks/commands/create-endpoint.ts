import { webhookEndpoints } from "@/db/schema/webhooks";
import { recordAudit } from "@/lib/audit";
import { seal } from "@/lib/auth/sealed";
import { defineCommand } from "@/lib/command";
import { newId } from "@/lib/core/ids";
import { assert, refuse } from "@/lib/core/result";
import { createEndpointInput } from "@/lib/webhooks/inputs";
import { urlProblem } from "@/lib/webhooks/rules/webhook-url";
import { loopbackAllowed } from "@/lib/webhooks/send-request";

/** Makes an endpoint that hears of its topics from now on. Refuses an address that nothing is ever sent to. */
export const createEndpoint = defineCommand({
  name: "webhooks.create",
  permission: "webhooks.manage",
  input: createEndpointInput,
  refusals: ["url_refused", "endpoint_name_taken"],
  async run(context, { secret, ...fields }) {
    const { tx, actor, now } = context;
    const problem = urlProblem(fields.url, { loopback: loopbackAllowed() });
    if (problem) return refuse("url_refused", { problem });
    const [row] = await tx.db
      .insert(webhookEndpoints)
      .values({
        id: newId(),
        ...fields,
        secret: seal(secret, "webhook"),
        createdBy: actor.name,
        createdAt: now,
        updatedAt: now,
      })
      .returning({ number: webhookEndpoints.number });
    assert(row, "an endpoint that was written has its number");
    await recordAudit(context, "webhook.created", fields.name, { url: fields.url, topics: fields.topics });
    return { number: row.number, version: 1 };
  },
});
