import { z } from "zod";
import {
  createDocument,
  type ZodOpenApiObject,
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathsObject,
} from "zod-openapi";
import { permissionScopes } from "@/lib/staff/rules/permissions";
import { type Endpoint, writes } from "./endpoint";
import { endpoints } from "./endpoints";
import { requestProblems, statusOf } from "./problem";

const problem = z
  .object({
    type: z.string().meta({ description: "Names the kind of problem; its description is found there." }),
    title: z.string(),
    status: z.int(),
    detail: z.string().meta({ description: "What is wrong, for people." }),
    instance: z.string(),
    code: z.string().meta({ description: "What is wrong, for programs." }),
    facts: z.record(z.string(), z.unknown()).optional().meta({ description: "The values the decision saw." }),
    errors: z
      .array(z.object({ field: z.string(), pointer: z.string(), code: z.string(), detail: z.string() }))
      .optional()
      .meta({ description: "The fields that were wrong, at most a hundred." }),
  })
  .meta({ id: "Problem", description: "RFC 9457." });

const idempotencyKey = z.string().optional().meta({
  description:
    "Any text of up to 200 characters, made anew for each effect. The same key with the same body gives the same answer, marked Idempotency-Replayed, and no second effect; with another body 422; while the first call runs 409 with Retry-After.",
});

/** The API's description, made of the schemas that serve it. */
export function openApiDocument() {
  const paths: ZodOpenApiPathsObject = {};
  for (const endpoint of endpoints) {
    paths[endpoint.path] = { ...paths[endpoint.path], [endpoint.method]: operationOf(endpoint) };
  }
  const document = {
    openapi: "3.1.0",
    info: {
      title: "Countinghouse",
      version: "1",
      description:
        "Orders, shipments and stock of one merchant. Every call carries an API key; a key's scopes say what it may do. Amounts are decimals as text with a currency; orders, shipments and items are named by the numbers people see.",
    },
    servers: [{ url: "/api/v1" }],
    security: [{ apiKey: [] }],
    components: {
      securitySchemes: { apiKey: { type: "http", scheme: "bearer", bearerFormat: "ch_live_…" } },
    },
    tags: [
      { name: "orders", description: "Intake, review and cancelling" },
      { name: "exceptions", description: "What is stuck" },
      { name: "fulfilment", description: "What leaves the house" },
      { name: "returns", description: "What comes back" },
      { name: "stock", description: "What lies where" },
      { name: "catalogue", description: "What is sold" },
      { name: "promotions", description: "What the shop gives, and the coupons that ask for it" },
      { name: "webhooks", description: "Who else hears of orders" },
    ],
    paths,
  } satisfies ZodOpenApiObject;
  // The format says it; the pattern behind it is half a page for each date.
  return createDocument(document, {
    override: ({ jsonSchema }) => {
      if (jsonSchema.format === "date-time") delete jsonSchema.pattern;
    },
  });
}

function operationOf(endpoint: Endpoint): ZodOpenApiOperationObject {
  const names = [...endpoint.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] as string);
  const path = z.object(Object.fromEntries(names.map((name) => [name, z.string()])));
  return {
    operationId: endpoint.id,
    tags: [endpoint.tag],
    summary: endpoint.summary,
    description: [endpoint.description, `Needs ${scopesFor(endpoint)}.`].filter(Boolean).join("\n\n"),
    requestParams: {
      ...(names.length > 0 ? { path } : {}),
      ...(endpoint.query ? { query: endpoint.query as z.ZodObject } : {}),
      ...(writes(endpoint) ? { header: z.object({ "Idempotency-Key": idempotencyKey }) } : {}),
    },
    ...(endpoint.body
      ? { requestBody: { required: true, content: { "application/json": { schema: endpoint.body } } } }
      : {}),
    responses: {
      [endpoint.success.status]: {
        description: endpoint.success.description,
        content: { "application/json": { schema: endpoint.success.schema } },
      },
      ...problemsOf(endpoint),
    },
  };
}

function scopesFor(endpoint: Endpoint): string {
  return `one of the scopes ${permissionScopes(endpoint.permission)
    .map((scope) => `\`${scope}\``)
    .join(", ")}`;
}

// One answer per status, with every code that may come with it.
function problemsOf(endpoint: Endpoint): Record<string, object> {
  const reading = ["bad_idempotency_key", "body_too_large", "unsupported_media_type"];
  const ofKeys = ["in_progress", "key_reused"];
  const changes = writes(endpoint);
  const codes = [
    ...requestProblems.filter((code) => changes || !reading.includes(code)),
    "forbidden",
    ...(changes || endpoint.query ? ["invalid_input"] : []),
    ...(changes ? [...ofKeys, "busy"] : []),
    ...endpoint.refusals,
  ];
  const byStatus = Map.groupBy(new Set(codes), (code) => statusOf(code));
  return Object.fromEntries(
    [...byStatus]
      .sort(([a], [b]) => a - b)
      .map(([status, of]) => [
        String(status),
        { description: of.sort().join(", "), content: { "application/problem+json": { schema: problem } } },
      ]),
  );
}
