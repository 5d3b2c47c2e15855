import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { closeConnection, databaseUrl } from "@/db/client";
import { fillDemo, wholeDemo } from "@/lib/demo/fill";
import { stopSending } from "@/lib/jobs/queue";

const began = performance.now();
const seconds = () => ((performance.now() - began) / 1000).toFixed(1);

// A demo that is cut off is begun again, so no commit has to wait for the disk.
const database = new URL(databaseUrl());
database.searchParams.set("synchronous_commit", "off");
process.env.DATABASE_URL = database.toString();

// `scripts/demo.ts 60 400`: a smaller shop, of so many days and orders.
const [days = wholeDemo.days, orders = wholeDemo.orders] = process.argv.slice(2).map(Number);
const say = (done: string) => process.stdout.write(`Demo: ${done} (${seconds()} s)\n`);
const logins = await fillDemo(new Date(), say, { days, orders });
await stopSending();
await closeConnection();

const folder = process.env.COUNTINGHOUSE_DATA ?? ".data";
mkdirSync(folder, { recursive: true });
// Last of all: whoever finds it knows that the demo is complete.
writeFileSync(path.join(folder, "demo-logins.json"), `${JSON.stringify(logins, null, 2)}\n`);
