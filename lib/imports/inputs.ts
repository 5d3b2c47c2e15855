import { z } from "zod";
import { isTimeZone } from "@/lib/core/dates";
import { isCurrency } from "@/lib/core/money";
import { plainText } from "@/lib/customers/inputs";
import { isOrderField } from "./rules/fields";
import { sourceNames } from "./rules/source-names";

export const importRef = z.strictObject({ number: plainText(40).refine((text) => text !== "", "missing") });

export const createImportInput = z.strictObject({
  fileName: plainText(255).transform((name) => name || "file"),
});

export const finishUploadInput = importRef.extend({
  fileSize: z.int().positive(),
  fileHash: z.string().regex(/^[0-9a-f]{64}$/, "invalid"),
  source: z.enum(sourceNames).optional(),
});

/** Encodings a person may name where the one that was found is not right. */
export const encodingChoices = ["utf-8", "gb18030", "utf-16le", "utf-16be", "windows-1252"] as const;
export const delimiterChoices = [",", ";", "\t", "|"] as const;

export const configureImportInput = importRef.extend({
  source: z.enum(sourceNames),
  channel: plainText(40).refine((text) => /^[A-Za-z0-9][\w-]*$/.test(text), "bad_code"),
  currency: z.string().refine(isCurrency, "unknown_currency"),
  timeZone: z.string().refine(isTimeZone, "unknown_zone"),
  encoding: z.enum(encodingChoices).optional(),
  delimiter: z.enum(delimiterChoices).optional(),
  /** Row that names the columns; 0 when none does. */
  headerRow: z.int().min(0, "negative").max(1000, "too_large").optional(),
});

export const mapColumnsInput = importRef.extend({
  /** Column index → what it means; columns left out are not read. */
  mapping: z
    .record(z.string().regex(/^\d{1,3}$/, "invalid"), z.string().refine(isOrderField, "invalid"))
    .refine((mapping) => new Set(Object.values(mapping)).size === Object.keys(mapping).length, "field_twice"),
});

export const editImportRowInput = importRef.extend({
  row: z.int().positive(),
  /** Column index → the cell as it should have been. */
  cells: z.record(z.string().regex(/^\d{1,3}$/, "invalid"), z.string().max(2000, "too_long")),
});
