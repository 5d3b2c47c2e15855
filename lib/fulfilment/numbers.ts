import type { Tx } from "@/db/transaction";

const sequences = { wave: "wave_number_seq", shipment: "shipment_number_seq" } as const;

/** The next numbers people see; those of work that is then refused stay unused. */
export async function nextNumbers(tx: Tx, of: keyof typeof sequences, count: number): Promise<string[]> {
  if (count === 0) return [];
  const rows = await tx.sql`select nextval(${sequences[of]}::regclass)::text as n from generate_series(1, ${count})`;
  return rows.map((row) => row.n as string);
}
