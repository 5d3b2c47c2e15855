import { connection } from "@/db/client";
import { type Actor, may } from "@/lib/actor";
import { assert } from "@/lib/core/result";

/** Channels to look at one by one. */
export async function listChannelChoices(actor: Actor, language: string): Promise<{ value: string; label: string }[]> {
  assert(may(actor, "reports.read"), `${actor.role} may not reports.read`);
  const { sql } = connection();
  return sql<{ value: string; label: string }[]>`
    select code as value, ${language.startsWith("zh") ? sql`coalesce(nullif(name_zh, ''), name)` : sql`name`} as label from channels order by label, code`;
}
