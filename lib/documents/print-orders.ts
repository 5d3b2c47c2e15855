import type { BulkPaper } from "@/lib/bulk/rules/printable";
import type { DocumentLanguage } from "./dto";
import { packingSlips } from "./packing-slip";
import { pickLists } from "./pick-list";
import { labelsOf, type PrintContext, packingSlipsOf, pickListsOf } from "./queries";
import { shippingLabels } from "./shipping-label";

/** One PDF for these orders, and how many documents are in it; null where none of them has any. */
export async function printOrders(
  paper: BulkPaper,
  orders: readonly string[],
  context: PrintContext,
  language: DocumentLanguage,
): Promise<{ pdf: Uint8Array; documents: number } | null> {
  const of = { orders, shipments: [], waves: [] };
  const draw = async <Dto>(
    dtos: readonly Dto[],
    pdf: (dtos: readonly Dto[], language: DocumentLanguage) => Promise<Uint8Array>,
  ) => (dtos.length === 0 ? null : { pdf: await pdf(dtos, language), documents: dtos.length });
  if (paper === "pick-lists") return draw(await pickListsOf(of, context, language), pickLists);
  if (paper === "labels") return draw(await labelsOf(of, context), shippingLabels);
  return draw(await packingSlipsOf(of, context), packingSlips);
}
