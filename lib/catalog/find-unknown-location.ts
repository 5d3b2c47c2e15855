import type { Tx } from "@/db/transaction";
import { type Refusal, refuse } from "@/lib/core/result";

/** The first warehouse named by a shelf that the shop does not have. */
export async function findUnknownLocation(
  tx: Tx,
  variants: readonly { bins: readonly { location: string }[] }[],
): Promise<Refusal<"unknown_location"> | null> {
  const named = [...new Set(variants.flatMap(({ bins }) => bins.map(({ location }) => location)))];
  if (named.length === 0) return null;
  const [missing] = await tx.sql<{ code: string }[]>`
    select code from unnest(${named}::text[]) as n(code) where not exists (select 1 from locations l where l.code = n.code) limit 1`;
  return missing ? refuse("unknown_location", { location: missing.code }) : null;
}
