import type { Tx } from "@/db/transaction";
import { headerHash } from "./detect-file";
import { isOrderField, type Mapping } from "./rules/fields";
import type { Source } from "./rules/reading";
import { mappingOf, suggestMapping } from "./rules/suggest-mapping";

/** The mapping a person confirmed for these columns before, else the one their names suggest. */
export async function proposeMapping(tx: Tx, source: Source, header: readonly string[]): Promise<Mapping> {
  const [kept] =
    await tx.sql`select mapping from import_mappings where header_hash = ${headerHash(source.name, header)}`;
  if (!kept) return mappingOf(suggestMapping(source, header));
  const entries = Object.entries(kept.mapping as Record<string, string>);
  return Object.fromEntries(entries.filter(([, field]) => isOrderField(field))) as Mapping;
}
