import type { Tx } from "@/db/transaction";
import type { Minor } from "@/lib/core/money";

/** What a document says was received; nothing where what it says was never kept. */
export async function receivedOnPaper({ sql }: Pick<Tx, "sql">, id: string): Promise<Minor | undefined> {
  const [row] = await sql<{ received: string }[]>`
    select coalesce(sum((p->>'amountMinor')::bigint), 0)::text as received
    from documents d left join jsonb_array_elements(d.content->'payments') p on true
    where d.id = ${id} and d.content is not null group by d.id`;
  return row && BigInt(row.received);
}
