import type postgres from "postgres";
import { connection } from "@/db/client";

/** The uploaded file, a piece at a time: any process that reaches the database can read it. */
export async function* storedBytes(
  importId: string,
  sql: postgres.ISql = connection().sql,
): AsyncGenerator<Uint8Array> {
  for (let position = 0; ; position += 1) {
    const [chunk] = await sql`select data from import_chunks where import_id = ${importId} and position = ${position}`;
    if (!chunk) return;
    yield chunk.data as Uint8Array;
  }
}
