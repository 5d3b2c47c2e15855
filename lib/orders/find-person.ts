import { and, eq, sql } from "drizzle-orm";
import { staff } from "@/db/schema/staff";
import type { Tx } from "@/db/transaction";

/** Somebody of the shop who may still sign in, by e-mail. */
export async function findPerson(tx: Tx, email: string): Promise<{ id: string; name: string } | undefined> {
  const [person] = await tx.db
    .select({ id: staff.id, name: staff.name })
    .from(staff)
    .where(and(eq(sql`lower(${staff.email})`, email.toLowerCase()), eq(staff.active, true)));
  return person;
}
