import type { Endpoint } from "./endpoint";
import { endpoints } from "./endpoints";
import { openApiDocument } from "./openapi";
import { meaningOf, statusOf, titleOf } from "./problem";

type Schema = {
  $ref?: string;
  type?: string | string[];
  description?: string;
  format?: string;
  enum?: unknown[];
  const?: unknown;
  default?: unknown;
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  additionalProperties?: Schema | boolean;
  minimum?: number;
  maximum?: number;
  maxLength?: number;
};

export type DescribedField = { name: string; type: string; link: string | null; required: boolean; text: string };
export type DescribedSchema = { name: string; fields: DescribedField[]; text: string };
export type DescribedOperation = {
  id: string;
  method: string;
  path: string;
  summary: string;
  paragraphs: string[];
  parameters: DescribedField[];
  body: string | null;
  answer: { status: number; text: string; schema: string | null };
  problems: { status: string; codes: string[] }[];
};
export type Description = {
  groups: { tag: Endpoint["tag"]; text: string; operations: DescribedOperation[] }[];
  schemas: DescribedSchema[];
  /** Every code the API may answer with, and its status. */
  codes: { code: string; status: number; title: string; meaning: string }[];
};

/** The API's description in the parts of which a page is made. */
export function readDescription(): Description {
  const document = openApiDocument();
  const schemas = (document.components?.schemas ?? {}) as Record<string, Schema>;
  const operations = Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    (["get", "post", "patch"] as const).flatMap((method) =>
      item?.[method] ? [{ path, method, operation: item[method] }] : [],
    ),
  );
  const codes = new Set(operations.flatMap(({ operation }) => codesOf(operation.responses).flatMap((of) => of.codes)));
  return {
    groups: (document.tags ?? []).map((tag) => ({
      tag: tag.name as Endpoint["tag"],
      text: tag.description ?? "",
      operations: operations
        .filter(({ operation }) => operation.tags?.includes(tag.name))
        .map(({ path, method, operation }) => described(path, method, operation as Operation)),
    })),
    schemas: Object.entries(schemas)
      .filter(([, schema]) => schema.properties)
      .map(([name, schema]) => ({ name, text: schema.description ?? "", fields: fieldsOf(schema) })),
    codes: [...codes].sort().map((code) => ({
      code,
      status: statusOf(code),
      title: titleOf(code),
      meaning: meaningOf(code),
    })),
  };
}

type Operation = {
  operationId?: string;
  summary?: string;
  description?: string;
  parameters?: { name: string; in: string; required?: boolean; description?: string; schema?: Schema }[];
  requestBody?: { content?: Record<string, { schema?: Schema }> };
  responses?: Responses;
};
type Responses = Record<string, { description?: string; content?: Record<string, { schema?: Schema }> }>;

function described(path: string, method: string, operation: Operation): DescribedOperation {
  const endpoint = endpoints.find(({ id }) => id === operation.operationId);
  const status = endpoint?.success.status ?? 200;
  const answer = operation.responses?.[String(status)];
  return {
    id: operation.operationId ?? path,
    method: method.toUpperCase(),
    path: `/api/v1${path}`,
    summary: operation.summary ?? "",
    paragraphs: (operation.description ?? "").split("\n\n").filter((text) => text !== ""),
    parameters: (operation.parameters ?? []).map((parameter) => ({
      name: parameter.name,
      type: typeOf(parameter.schema ?? {}),
      link: null,
      required: parameter.required ?? false,
      text: parameter.description ?? "",
    })),
    body: refOf(operation.requestBody?.content?.["application/json"]?.schema),
    answer: { status, text: answer?.description ?? "", schema: refOf(answer?.content?.["application/json"]?.schema) },
    problems: codesOf(operation.responses),
  };
}

function codesOf(responses: unknown): { status: string; codes: string[] }[] {
  return Object.entries((responses ?? {}) as Responses)
    .filter(([, response]) => response.content?.["application/problem+json"])
    .map(([status, response]) => ({ status, codes: (response.description ?? "").split(", ") }));
}

// Nested objects that have no name of their own follow their parent, as "lines[].sku".
function fieldsOf(schema: Schema, prefix = ""): DescribedField[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, property]) => {
    const inner = property.items ?? property;
    const path = `${prefix}${name}`;
    const own: DescribedField = {
      name: path,
      type: typeOf(property),
      link: refOf(property) ?? refOf(property.items) ?? refOf(nonNull(property)),
      required: schema.required?.includes(name) ?? false,
      text: property.description ?? "",
    };
    const nested = inner.properties ? fieldsOf(inner, `${path}${property.items ? "[]" : ""}.`) : [];
    return [own, ...nested];
  });
}

function refOf(schema: Schema | undefined): string | null {
  return schema?.$ref?.split("/").at(-1) ?? null;
}

function nonNull(schema: Schema): Schema | undefined {
  return schema.anyOf?.find((option) => option.type !== "null");
}

function typeOf(schema: Schema): string {
  const ref = refOf(schema);
  if (ref) return ref;
  const options = schema.anyOf ?? schema.oneOf;
  if (options) {
    const types = [...new Set(options.map(typeOf))];
    // One value or a list of them: the list says both.
    return types.filter((type) => !types.includes(`(${type})[]`)).join(" | ");
  }
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(" | ");
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.items) {
    const item = typeOf(schema.items);
    return item.includes("|") ? `(${item})[]` : `${item}[]`;
  }
  const type = Array.isArray(schema.type) ? schema.type.join(" | ") : (schema.type ?? "object");
  if (schema.format) return schema.format;
  if (type === "integer" && schema.maximum !== undefined && schema.maximum < Number.MAX_SAFE_INTEGER) {
    return `integer ${schema.minimum ?? 0}–${schema.maximum}`;
  }
  return schema.maxLength ? `${type} ≤ ${schema.maxLength}` : type;
}
