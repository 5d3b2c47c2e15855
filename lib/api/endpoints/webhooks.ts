import { z } from "zod";
import { refuse } from "@/lib/core/result";
import { createEndpoint } from "@/lib/webhooks/commands/create-endpoint";
import { patchEndpoint } from "@/lib/webhooks/commands/patch-endpoint";
import { resendDeliveries } from "@/lib/webhooks/commands/resend-deliveries";
import { createEndpointInput, endpointPatch, resendInput } from "@/lib/webhooks/inputs";
import { attemptProblems, deliveryStates } from "@/lib/webhooks/rules/states";
import { instant, next, page } from "../dto/fields";
import {
  type Answer,
  badCursor,
  type Call,
  defineEndpoint,
  notFound,
  type Refused,
  runFor,
  withParams,
} from "../endpoint";
import { listWebhookDeliveries, listWebhookEndpoints } from "../queries/webhooks";

const permission = "webhooks.manage";

const endpoint = z
  .object({
    number: z.int(),
    name: z.string(),
    url: z.string(),
    topics: z.array(z.string()).meta({ description: "Events it hears of; `*` is all of them." }),
    wholeOrder: z.boolean().meta({ description: "Whether messages hold the order as `GET /orders/{number}` answers." }),
    enabled: z.boolean(),
    disabledReason: z.string().nullable().meta({ description: "`gone` or `failing` where the shop switched it off." }),
    failingSince: instant.nullable().meta({ description: "Since when nothing has arrived there." }),
    version: z.int(),
    dead: z.int().meta({ description: "Messages that were given up, up to 1000." }),
  })
  .meta({ id: "WebhookEndpoint" });

const delivery = z
  .object({
    delivery: z.int().meta({ description: "Names it when it is to be sent again." }),
    message: z.string().meta({ description: "Its `webhook-id`, the same at every attempt." }),
    topic: z.string(),
    order: z.string().nullable(),
    event: z.int().nullable().meta({ description: "Number of the event among those of the order." }),
    state: z.enum(deliveryStates),
    attempts: z.int(),
    createdAt: instant,
    nextAt: instant.nullable().meta({ description: "When it is sent next." }),
    settledAt: instant.nullable(),
    status: z.int().nullable().meta({ description: "What the latest attempt was answered with." }),
    problem: z.enum(attemptProblems).nullable().meta({ description: "Why the latest attempt failed." }),
  })
  .meta({ id: "WebhookDelivery" });

type Handle<Query> = (call: Call<Query>) => Promise<Answer | Refused>;

/** An endpoint hears of the orders of all channels: a key that belongs to one has no business with it. */
function ofWholeShop<Query>(handle: Handle<Query>): Handle<Query> {
  return async (call) =>
    call.actor.channelId ? { ok: false, refusal: refuse("forbidden", { permission }) } : handle(call);
}

const numberIn = ({ number = "" }: Record<string, string>) => (/^[1-9]\d{0,8}$/.test(number) ? Number(number) : null);

export const listWebhooksEndpoint = defineEndpoint({
  method: "get",
  path: "/webhook-endpoints",
  id: "listWebhookEndpoints",
  tag: "webhooks",
  summary: "Read the endpoints that hear of orders",
  description: "All of them, never their secrets. A key of one channel is refused.",
  permission,
  success: {
    status: 200,
    description: "Every endpoint.",
    schema: z.object({ endpoints: z.array(endpoint) }).meta({ id: "WebhookEndpoints" }),
  },
  refusals: [],
  handle: ofWholeShop(async () => ({ body: { endpoints: await listWebhookEndpoints() } })),
});

export const createWebhookEndpoint = defineEndpoint({
  method: "post",
  path: "/webhook-endpoints",
  id: "createWebhookEndpoint",
  tag: "webhooks",
  summary: "Make an endpoint that hears of orders from now on",
  description: "The secret is yours to make: `whsec_` and 24 to 64 random bytes in base64. It is never answered.",
  permission,
  body: createEndpointInput.meta({ id: "NewWebhookEndpoint" }),
  success: {
    status: 201,
    description: "Its number.",
    schema: z.object({ number: z.int(), version: z.int() }).meta({ id: "WebhookEndpointMade" }),
  },
  refusals: createEndpoint.refusals,
  handle: ofWholeShop((call) => runFor(call, createEndpoint, call.sent, (body) => ({ body }))),
});

export const patchWebhookEndpoint = defineEndpoint({
  method: "patch",
  path: "/webhook-endpoints/{number}",
  id: "patchWebhookEndpoint",
  tag: "webhooks",
  summary: "Change an endpoint, or switch it on or off",
  description:
    "Send what is to change; the rest stays. With `version`, as it was read, a change that was made meanwhile is refused with " +
    "`endpoint_changed`. While it is off it hears of nothing; what already waits goes on once it is on again.",
  permission,
  body: endpointPatch.meta({ id: "WebhookEndpointPatch" }),
  success: {
    status: 200,
    description: "Its version, and whether it is on.",
    schema: z
      .object({ number: z.int(), version: z.int(), enabled: z.boolean() })
      .meta({ id: "WebhookEndpointPatched" }),
  },
  refusals: [...patchEndpoint.refusals, "not_found"],
  handle: ofWholeShop(async (call) => {
    const number = numberIn(call.params);
    if (number === null) return notFound(call.params.number ?? "");
    return runFor(call, patchEndpoint, withParams(call.sent, { number }), (body) => ({ body }));
  }),
});

export const listWebhookDeliveriesEndpoint = defineEndpoint({
  method: "get",
  path: "/webhook-endpoints/{number}/deliveries",
  id: "listWebhookDeliveries",
  tag: "webhooks",
  summary: "Read what was sent to an endpoint",
  description: "The newest first, of the last 30 days; what was given up, of the last 90.",
  permission,
  query: z.strictObject({ ...page, state: z.enum(deliveryStates).optional() }),
  success: {
    status: 200,
    description: "One page of deliveries.",
    schema: z.object({ deliveries: z.array(delivery), next }).meta({ id: "WebhookDeliveryPage" }),
  },
  refusals: ["not_found"],
  handle: ofWholeShop(async ({ params, query }) => {
    const number = numberIn(params);
    const found = number === null ? null : await listWebhookDeliveries(number, query);
    if (found === "bad_cursor") return badCursor();
    return found ? { body: found } : notFound(params.number ?? "");
  }),
});

export const resendWebhooksEndpoint = defineEndpoint({
  method: "post",
  path: "/webhook-endpoints/{number}/resend",
  id: "resendWebhookDeliveries",
  tag: "webhooks",
  summary: "Send messages again",
  description: 'Those named by `delivery`, or `"dead"` for all that were given up; each as the same message.',
  permission,
  body: resendInput.omit({ number: true }).meta({ id: "WebhookResend" }),
  success: {
    status: 200,
    description: "How many are sent again.",
    schema: z.object({ resent: z.int() }).meta({ id: "WebhooksResent" }),
  },
  refusals: [...resendDeliveries.refusals, "not_found"],
  handle: ofWholeShop(async (call) => {
    const number = numberIn(call.params);
    if (number === null) return notFound(call.params.number ?? "");
    return runFor(call, resendDeliveries, withParams(call.sent, { number }), (body) => ({ body }));
  }),
});
