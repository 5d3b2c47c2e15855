import { z } from "zod";
import { plainText } from "@/lib/customers/inputs";
import { secretPattern } from "./rules/signature";
import { attemptProblems } from "./rules/states";
import { everything, topics } from "./rules/topics";

const name = plainText(80).refine((text) => text !== "", "missing");
const topic = z.enum([everything, ...topics], "unknown_topic");
const number = z.number().int().positive();
const version = z.number().int().positive();
const secret = z.string().regex(secretPattern, "invalid");
const deliveryId = z.number().int().positive();

/** What a merchant says of an endpoint. Whether its address may be sent to is for the command to say. */
export const endpointFields = {
  name,
  url: z.string().trim().min(1, "missing").max(2000, "too_long"),
  topics: z
    .array(topic)
    .max(200)
    .transform((list) => (list.includes(everything) ? [everything] : [...new Set(list)])),
  wholeOrder: z.boolean().default(false),
};

export const endpointRef = z.strictObject({ number });
export const createEndpointInput = z.strictObject({ ...endpointFields, secret });
export const changeEndpointInput = endpointRef.extend({ version, ...endpointFields });
/** What of an endpoint is to be another; what is left out stays. */
export const endpointPatch = z
  .strictObject({ ...endpointFields, wholeOrder: z.boolean(), version, enabled: z.boolean() })
  .partial();
export const patchEndpointInput = endpointPatch
  .extend({ number })
  .refine(({ number: _, version: __, ...changes }) => Object.keys(changes).length > 0, {
    error: "missing",
    path: ["enabled"],
  });
export const switchEndpointInput = endpointRef.extend({ enabled: z.boolean() });
export const rotateSecretInput = endpointRef.extend({ secret });
/** Deliveries to send again: these, or all that are dead. */
export const resendInput = endpointRef.extend({
  deliveries: z.union([z.literal("dead"), z.array(deliveryId).min(1, "missing").max(1000, "too_many_values")]),
});
export const queueDeliveryInput = z.strictObject({ endpoint: number, order: plainText(40), firing: z.uuid() });
export const claimInput = z.strictObject({ endpointId: z.uuid() });
export const recordInput = z.strictObject({
  id: deliveryId,
  /** Until when the attempt had the delivery in hand: a later attempt has another. */
  lease: z.date(),
  attempt: z.number().int().positive(),
  answer: z.strictObject({
    status: z.number().int().nullable(),
    problem: z.enum(attemptProblems),
    excerpt: z.string().max(2000),
    retryAfter: z.number().int().min(0),
    tookMs: z.number().int().min(0),
  }),
  /** From 0 to 1: scatters the next try. */
  chance: z.number().min(0).max(1),
});
