import { stockDocuments } from "@/db/schema/inventory";
import type { Tx } from "@/db/transaction";
import type { CommandContext } from "@/lib/command";
import { assert } from "@/lib/core/result";
import { postStock } from "@/lib/post";
import { insertRows } from "@/lib/rows";
import { type HistoryPlace, itemsOf } from "./post-history";
import type { WriteOffToPost } from "./rules/reading";

/** The number of the stock document that a write-off of a file becomes; the same row again gives the same number. */
export function writeOffNumber(place: Pick<HistoryPlace, "channel">, externalId: string): string {
  return `${place.channel.code}-${externalId}`;
}

/** Write-offs that stand: posted and not taken back by an undo. */
export async function postedWriteOffs(tx: Tx, numbers: readonly string[]): Promise<Set<string>> {
  if (numbers.length === 0) return new Set();
  const rows = await tx.sql`
    select document_number from stock_movements
    where document_type = 'adjustment' and document_number = any(${[...numbers]}::text[]) and order_line_id is null
    group by 1 having sum(on_hand_delta) <> 0`;
  return new Set(rows.map((row) => row.document_number as string));
}

/** Posts write-offs as adjustments of their own dates, with the words the file has for them. */
export async function postWriteOffs(
  context: CommandContext,
  place: HistoryPlace,
  writeOffs: readonly WriteOffToPost[],
): Promise<void> {
  if (writeOffs.length === 0) return;
  const variants = await itemsOf(
    context.tx,
    place,
    writeOffs.flatMap((writeOff) => writeOff.lines.map((line) => line.sku)),
  );
  await insertRows(
    context.tx,
    stockDocuments,
    writeOffs.map((writeOff) => ({
      number: writeOffNumber(place, writeOff.externalId),
      kind: "adjustment",
      reason: "write_off",
      // The words of the file stand on its movements; the document says which import it came with.
      note: place.importNumber,
      actorName: context.actor.name,
      createdAt: writeOff.at,
    })),
    "on conflict (number) do nothing",
  );
  postStock(
    context,
    writeOffs.flatMap((writeOff) =>
      writeOff.lines.map((line) => {
        const variant = variants.get(line.sku);
        assert(variant, `item ${line.sku} of a write-off was made before it`);
        return {
          variantId: variant.id,
          locationId: place.locationId,
          onHand: -line.quantity,
          reason: "write_off" as const,
          documentType: "adjustment" as const,
          documentNumber: writeOffNumber(place, writeOff.externalId),
          note: line.note,
          occurredAt: writeOff.at,
        };
      }),
    ),
  );
}
