import { createReadStream, existsSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { closeConnection, connection } from "@/db/client";
import { systemActor } from "@/lib/actor";
import { type Outcome, run } from "@/lib/command";
import { formatMoney } from "@/lib/core/money";
import { checkImport } from "@/lib/imports/check-import";
import { configureImport } from "@/lib/imports/commands/configure-import";
import { startCheck } from "@/lib/imports/commands/start-check";
import { startRun } from "@/lib/imports/commands/start-run";
import { findImport, type ImportDetail } from "@/lib/imports/queries";
import { sourceNames } from "@/lib/imports/rules/source-names";
import { runImport } from "@/lib/imports/run-import";
import { storeFile } from "@/lib/imports/store-file";
import { stopSending } from "@/lib/jobs/queue";

const usage = `npm run import -- FILE [--source ${sourceNames.join("|")}] [--channel CODE] [--check]\n`;

class Stop extends Error {}

try {
  await main();
} catch (error) {
  if (!(error instanceof Stop)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
} finally {
  await stopSending();
  await closeConnection();
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { source: { type: "string" }, channel: { type: "string" }, check: { type: "boolean" } },
  });
  const [file] = positionals;
  if (!file) throw new Stop(usage);
  if (!existsSync(file)) throw new Stop(`There is no file ${file}.`);
  if (values.source && !(sourceNames as readonly string[]).includes(values.source)) throw new Stop(usage);

  const [shop] = await connection().sql`select 1 from shops`;
  if (!shop) throw new Stop("This shop has no owner yet: run `npm start` and open its first page, or `npm run demo`.");

  const actor = systemActor("npm run import");
  const stored = must(
    await storeFile(actor, { name: path.basename(file), source: values.source }, createReadStream(file)),
  );
  const { number } = stored;
  const found = await detail(number);
  if (found.status === "failed") throw new Stop(`${number}: ${found.error}`);
  if (values.channel) {
    const { currency, timeZone } = found.options;
    must(
      await run(configureImport, actor, { number, source: found.source, channel: values.channel, currency, timeZone }),
    );
  }
  say(`${number}: ${file}, source ${found.source}, ${found.format.header.length} columns`);

  const began = performance.now();
  if (values.check) {
    await checkImport(must(await run(startCheck, actor, { number })).id);
  } else {
    const started = must(await run(startRun, actor, { number }));
    await runImport(started.id, {
      onProgress: ({ counts }) =>
        say(`${(counts.rows ?? 0).toLocaleString("en")} rows, ${(counts.orders ?? 0).toLocaleString("en")} orders`),
    });
  }
  const after = await detail(number);
  report(after, values.check ? after.checkCounts : after.counts, (performance.now() - began) / 1000);
  if (after.status === "failed") throw new Stop(`${number} failed: ${after.error}`);
}

async function detail(number: string): Promise<ImportDetail> {
  const found = await findImport(connection().sql, number);
  if (!found) throw new Stop(`${number} is gone`);
  return found;
}

function report(found: ImportDetail, counts: Record<string, number>, seconds: number): void {
  const count = (name: string) => (counts[name] ?? 0).toLocaleString("en");
  const money = (kind: string) =>
    Object.entries(counts)
      .filter(([name]) => name.startsWith(`${kind}:`))
      .map(([name, minor]) => formatMoney(BigInt(minor), name.slice(kind.length + 1), "en"))
      .join(" + ") || "0";
  say(
    `${count("rows")} rows read = ${count("orderLines")} order lines + ${count("updatedRows")} updated + ${count("creditLines")} credit lines`,
  );
  say(`  + ${count("writeOffRows")} write-offs + ${count("skippedRows")} skipped + ${count("refusedRows")} refused`);
  say(`${count("orders")} orders, ${money("sales")} gross sales`);
  say(
    `${count("creditNotes")} credit notes of ${money("credits")}, ${money("creditsMatched")} of it matched to purchases`,
  );
  say(
    `${found.status} in ${seconds.toFixed(1)} s, ${Math.round((counts.rows ?? 0) / seconds).toLocaleString("en")} rows/s, ${Math.round(process.resourceUsage().maxRSS / 1024)} MB at most`,
  );
}

function must<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  throw new Stop(`Refused: ${outcome.refusal.code} ${JSON.stringify(outcome.refusal.facts)}`);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
