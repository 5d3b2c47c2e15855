import { stockDocuments } from "@/db/schema/inventory";
import type { PostContext } from "@/lib/post";

const prefixes = { adjustment: "ADJ", transfer: "TRF", receipt: "RCV" } as const;
export type StockDocumentKind = keyof typeof prefixes;

/** Numbers and writes the document that the movements point at. */
export async function openDocument(
  { tx, actor, now }: PostContext,
  document: { kind: StockDocumentKind; reason: string; note: string },
): Promise<string> {
  const [next] = await tx.sql<{ n: string }[]>`select nextval('stock_document_number_seq')::text as n`;
  const number = `${prefixes[document.kind]}-${next?.n}`;
  await tx.db.insert(stockDocuments).values({ number, ...document, actorName: actor.name, createdAt: now });
  return number;
}
