import { setTimeout as wait } from "node:timers/promises";
import { connection } from "@/db/client";
import { createBulk } from "@/lib/bulk/commands/create-bulk";
import { startBulk } from "@/lib/bulk/commands/start-bulk";
import { type Outcome, run } from "@/lib/command";
import { newId } from "@/lib/core/ids";
import { startCheck } from "@/lib/imports/commands/start-check";
import { startRun } from "@/lib/imports/commands/start-run";
import { storeFile } from "@/lib/imports/store-file";
import type { Shop } from "./fill.ts";

const patienceMs = 120_000;

export type Work = { kind: "import" | "bulk"; number: string; expected: number; tag: string };
type Progress = { status: string; done: number };

/** An import of so many orders, as far as its run has been asked for. */
export async function importOrders(shop: Shop, count: number): Promise<Work> {
  await answers();
  const tag = `imp${newId().slice(-8)}`;
  const head = "order,date,sku,item,qty,price,status,name,phone,street,city,postcode,country\n";
  const row = (n: number) =>
    `${tag}-${n},2026-11-02 10:00,${shop.skus[n % shop.skus.length]},Mug,1,10.00,paid,Ada Pemberton,0113 496 0000,1 High Street,Leeds,LS1 1AA,GB\n`;
  const text = head + Array.from({ length: count }, (_, n) => row(n)).join("");
  const { number } = must(await storeFile(shop.owner, { name: `${tag}.csv` }, pieces(new TextEncoder().encode(text))));
  must(await run(startCheck, shop.owner, { number }));
  await until(
    async () => (await progressOf({ kind: "import", number })).status === "checked",
    "the check of an import",
  );
  must(await run(startRun, shop.owner, { number }));
  return { kind: "import", number, expected: count, tag };
}

/** A tag on many orders at once, as far as its run has been asked for. */
export async function tagOrders(shop: Shop, count: number): Promise<Work> {
  await answers();
  const tag = `bulk${newId().slice(-8)}`;
  const rows = await connection().sql<{ number: string }[]>`
    select number from orders where external_id like 'imp%' order by id limit ${count}`;
  const selection = { numbers: rows.map(({ number }) => number) };
  const { number } = must(await run(createBulk, shop.owner, { action: "tag", add: [tag], selection }));
  await until(
    async () => (await progressOf({ kind: "bulk", number })).status === "checked",
    "the preview of a bulk change",
  );
  must(await run(startBulk, shop.owner, { number }));
  return { kind: "bulk", number, expected: rows.length, tag };
}

export async function progressOf({ kind, number }: Pick<Work, "kind" | "number">): Promise<Progress> {
  const { sql } = connection();
  const [row] =
    kind === "import"
      ? await sql<Progress[]>`select status, rows_done as done from imports where number = ${number}`
      : await sql<Progress[]>`select status, done from bulk_jobs where number = ${number}`;
  return row ?? { status: "gone", done: 0 };
}

/** The fault before may have ended connections of ours that rested: each is asked until all of them answer. */
async function answers(): Promise<void> {
  const { sql } = connection();
  await until(async () => {
    await Promise.all(Array.from({ length: 20 }, () => sql`select 1`));
    return true;
  }, "the database");
}

/** Waits until a condition holds; a database that is away for a moment is asked again. */
export async function until(holds: () => Promise<boolean>, what: string, withinMs = patienceMs): Promise<number> {
  const began = Date.now();
  for (;;) {
    if (await holds().catch(() => false)) return Date.now() - began;
    if (Date.now() - began > withinMs) throw new Error(`${what} did not come within ${withinMs / 1000} s`);
    await wait(50);
  }
}

async function* pieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 64_000) yield bytes.subarray(at, at + 64_000);
}

function must<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`refused: ${JSON.stringify(outcome.refusal)}`);
  return outcome.value;
}
