import { z } from "zod";
import { plainText } from "@/lib/customers/inputs";

export const issueInvoiceInput = z.strictObject({
  number: plainText(40).refine((text) => text !== "", "missing"),
  kind: z.enum(["invoice", "receipt"]).default("invoice"),
});
