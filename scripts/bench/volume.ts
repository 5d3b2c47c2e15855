export type Volume = { orders: number; variants: number; customers: number };

/** The n-th id of a kind: it sorts by its time, as those of the house do. Milliseconds and n are SQL. */
export function idOf(milliseconds: string, n: string, kind: number): string {
  return `(lpad(to_hex((${milliseconds})::bigint), 12, '0') || '7${String(kind).padStart(3, "0")}8' || lpad(to_hex((${n})::bigint), 15, '0'))::uuid`;
}
