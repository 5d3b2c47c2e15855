import { connection } from "@/db/client";

/** Tells whoever looks at an order that somebody has a form about it open; nothing is kept of it. */
export async function tellEditing(number: string, by: string): Promise<void> {
  await connection().sql`select ch_tell('editing', jsonb_build_array(${number}::text, ${by}::text))`;
}
