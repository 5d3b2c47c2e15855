import { z } from "zod";

export const exportTables = [
  "steps",
  "channels",
  "countries",
  "items",
  "orders",
  "groups",
  "reasons",
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
  hour: short.optional(),
  of: short.optional(),
});
