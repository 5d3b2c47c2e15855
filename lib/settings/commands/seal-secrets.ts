import { z } from "zod";
import { type SealedUse, seal } from "@/lib/auth/sealed";
import { defineCommand } from "@/lib/command";

/** Where secrets of other systems lie, and what each is for. */
const places = [
  { table: "webhook_endpoints", column: "secret", use: "webhook" },
  { table: "webhook_endpoints", column: "previous_secret", use: "webhook" },
  { table: "channels", column: "webhook_secret", use: "channel" },
  { table: "mail_settings", column: "password", use: "mail" },
] as const satisfies { table: string; column: string; use: SealedUse }[];

/** Seals the secrets that lie open since before there was sealing. Answers how many; the second time none. */
export const sealSecrets = defineCommand({
  name: "settings.seal_secrets",
  permission: "settings.edit",
  input: z.strictObject({}),
  refusals: [],
  async run({ tx: { sql } }) {
    let sealed = 0;
    for (const { table, column, use } of places) {
      const open = await sql<{ id: string; secret: string }[]>`
        select id::text, ${sql(column)} as secret from ${sql(table)}
        where ${sql(column)} <> '' and ${sql(column)} not like 'sealed:%' for update`;
      for (const { id, secret } of open)
        await sql`update ${sql(table)} set ${sql(column)} = ${seal(secret, use)} where id::text = ${id}`;
      sealed += open.length;
    }
    return { sealed };
  },
});
