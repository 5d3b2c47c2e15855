import { channels } from "@/db/schema/shop";
import type { Tx } from "@/db/transaction";
import { type CommandContext, defineCommand } from "@/lib/command";
import { newId } from "@/lib/core/ids";
import { refuse } from "@/lib/core/result";
import { enqueue } from "@/lib/jobs/queue";
import { insertRows } from "@/lib/rows";
import { importRef } from "../inputs";
import { type ImportState, loadImport } from "../load-import";
import { forgetProblemRows } from "../problem-rows";
import { missingFields } from "../rules/missing-fields";

/** A run that has not posted a piece for this long has lost its worker. */
export const silentSeconds = 90;

/**
 * Starts posting a checked file in the background, or goes on with a run that lost its worker. Refuses "not_found",
 * "import_not_ready", "columns_missing" and "import_running".
 */
export const startRun = defineCommand({
  name: "imports.start_run",
  permission: "imports.run",
  input: importRef,
  refusals: ["not_found", "import_not_ready", "columns_missing", "import_running"],
  async run(context, { number }) {
    const { tx, now } = context;
    const loaded = await loadImport(tx.sql, { number }, true);
    if (!loaded) return refuse("not_found", { number });
    const resumes = loaded.facts.started === true;
    if (loaded.status === "running" && !(await isSilent(tx, loaded.id, now)))
      return refuse("import_running", { number });
    const ready =
      ["uploaded", "checked"].includes(loaded.status) || (resumes && ["failed", "running"].includes(loaded.status));
    if (!ready) return refuse("import_not_ready", { number });
    const missing = missingFields(loaded.source, loaded.mapping);
    if (missing.length > 0) return refuse("columns_missing", { fields: missing });
    await ensureChannel(context, loaded);
    if (!resumes) await forgetProblemRows(tx, loaded.id);
    await tx.sql`
      update imports set status = 'running', error = '', started_at = coalesce(started_at, ${now.toISOString()}),
        heartbeat_at = ${now.toISOString()}, rows_done = ${resumes ? tx.sql`rows_done` : 0},
        facts = facts || '{"started": true}'::jsonb
      where id = ${loaded.id}`;
    await enqueue(tx, [{ queue: "imports.run", data: { importId: loaded.id } }]);
    return { number, id: loaded.id };
  },
});

async function isSilent(tx: Tx, importId: string, now: Date): Promise<boolean> {
  const [row] = await tx.sql<{ silent: boolean }[]>`
    select coalesce(heartbeat_at, created_at) < ${new Date(now.getTime() - silentSeconds * 1000).toISOString()} as silent
    from imports where id = ${importId}`;
  return row?.silent ?? false;
}

/** A source that nobody has imported before brings its channel along. */
async function ensureChannel({ tx, now }: CommandContext, loaded: ImportState): Promise<void> {
  const { code, name, nameZh, kind } = loaded.source.channel;
  const own = loaded.options.channel === code;
  await insertRows(
    tx,
    channels,
    [
      {
        id: newId(),
        code: loaded.options.channel,
        name: own ? name : loaded.options.channel,
        nameZh: own ? nameZh : "",
        kind: own ? kind : "import",
        currency: loaded.options.currency,
        pricesIncludeTax: true,
        active: true,
        createdAt: now,
      },
    ],
    "on conflict (code) do nothing",
  );
}
