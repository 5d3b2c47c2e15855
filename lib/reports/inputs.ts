import { z } from "zod";
import { mailedReports, rhythms } from "./rules/schedule";

export const exportTables = [
  "steps",
  "channels",
  "countries",
  "items",
  "orders",
  "groups",
  "reasons",
  "returns",
  "returned",
  "shipped",
  "sellers",
  "customers",
] as const;
export type ExportTable = (typeof exportTables)[number];

const short = z.string().max(120, "too_long");

export const exportReportInput = z.strictObject({
  table: z.enum(exportTables),
  from: short,
  to: short,
  currency: short,
  channel: short.optional(),
  country: short.optional(),
  item: short.optional(),
  sku: short.optional(),
  measure: short.optional(),
  category: short.optional(),
  customer: short.optional(),
  buyers: short.optional(),
  staff: short.optional(),
  reason: short.optional(),
  outcome: short.optional(),
  hour: short.optional(),
  of: short.optional(),
});

export const subscribeReportInput = z.strictObject({
  report: z.enum(mailedReports, "required"),
  rhythm: z.enum(rhythms, "required"),
  hour: z
    .string()
    .regex(/^\d{1,2}$/, "not_whole")
    .transform(Number)
    .pipe(z.int().max(23, "too_large")),
  address: z.url({ protocol: /^https?$/, error: "invalid" }).max(300, "too_long"),
});

export const unsubscribeReportInput = z.strictObject({ id: z.uuid("gone") });
