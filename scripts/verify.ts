import { closeConnection } from "@/db/client";
import promises from "@/lib/i18n/messages/en/promises.json";
import { type BrokenRow, verified, verify } from "@/lib/verify";

const began = performance.now();
const broken = new Map<BrokenRow["check"], number>();
for await (const { check, row } of verify()) {
  broken.set(check, (broken.get(check) ?? 0) + 1);
  process.stdout.write(`${check} ${JSON.stringify(row)}\n`);
}
await closeConnection();

for (const [check, rows] of broken) {
  process.stdout.write(`${check}: ${rows} rows. ${promises[check]}\n`);
}
const total = [...broken.values()].reduce((sum, rows) => sum + rows, 0);
const seconds = ((performance.now() - began) / 1000).toFixed(1);
process.stdout.write(`Verified ${verified.length} promises in ${seconds} s: ${total} broken rows.\n`);
process.exitCode = total === 0 ? 0 : 1;
