import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { closeConnection } from "@/db/client";
import { fillDemo } from "@/lib/demo/fill";
import { stopSending } from "@/lib/jobs/queue";

const began = performance.now();
const seconds = () => ((performance.now() - began) / 1000).toFixed(1);

const logins = await fillDemo(new Date(), (done) => process.stdout.write(`Demo: ${done} (${seconds()} s)\n`));
await stopSending();
await closeConnection();

const folder = process.env.COUNTINGHOUSE_DATA ?? ".data";
mkdirSync(folder, { recursive: true });
// Last of all: whoever finds it knows that the demo is complete.
writeFileSync(path.join(folder, "demo-logins.json"), `${JSON.stringify(logins, null, 2)}\n`);
