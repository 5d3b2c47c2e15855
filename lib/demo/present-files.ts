import { run } from "@/lib/command";
import { toDecimalString } from "@/lib/core/money";
import { checkImport } from "@/lib/imports/check-import";
import { configureImport } from "@/lib/imports/commands/configure-import";
import { startCheck } from "@/lib/imports/commands/start-check";
import { startRun } from "@/lib/imports/commands/start-run";
import { runImport } from "@/lib/imports/run-import";
import { storeFile } from "@/lib/imports/store-file";
import type { Good } from "./catalogue";
import { itemsMinor } from "./draw-order";
import { day } from "./hours";
import { must } from "./must";
import { drawPerson } from "./people";
import type { PresentFacts } from "./present";
import { Random } from "./random";
import { shopZone } from "./shop";

const columns =
  "Order number,Order date,Status,Customer name,Email,Phone,Address,City,Postcode,Country,SKU,Product,Quantity,Unit price,Currency,Payment method";

/** Two files of a spring fair: the sales of the last one, imported, and the orders of the next, checked and waiting. */
export async function importFiles(facts: PresentFacts, goods: readonly Good[]): Promise<void> {
  const sold = await store(facts, "harrogate-fair-april.csv", fairFile(facts.now, goods, { orders: 34, done: true }));
  const started = must(await run(startRun, facts.people.manager, { number: sold }));
  await runImport(started.id);
  const taken = await store(
    facts,
    "harrogate-fair-preorders.csv",
    fairFile(facts.now, goods, { orders: 9, done: false }),
  );
  const checking = must(await run(startCheck, facts.people.support, { number: taken }));
  await checkImport(checking.id);
}

async function store(facts: PresentFacts, name: string, text: string): Promise<string> {
  const bytes = [new TextEncoder().encode(text)];
  const { number } = must(await storeFile(facts.people.support, { name, source: "generic" }, stream(bytes)));
  const place = { source: "generic", channel: "wholesale", currency: "GBP", timeZone: shopZone } as const;
  must(await run(configureImport, facts.people.support, { number, ...place }));
  return number;
}

async function* stream(pieces: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* pieces;
}

/** Orders as somebody at a fair writes them down, some lines of them not quite right. */
function fairFile(now: Date, goods: readonly Good[], { orders, done }: { orders: number; done: boolean }): string {
  const random = new Random(`fair ${done}`);
  const shown = goods.filter((good) => good.popularity >= 1 && good.backorderAllowed === false && !good.madeToOrder);
  const lines: string[] = [];
  for (let order = 1; order <= orders; order += 1) {
    const buyer = drawPerson(random, "GB");
    const date = new Date(now.getTime() - (done ? 210 - random.int(0, 2) : 1) * day).toISOString().slice(0, 10);
    const items = random.int(1, 3);
    for (let item = 0; item < items; item += 1) {
      const { sku, title } = random.pick(shown);
      const price = toDecimalString(itemsMinor([{ sku, quantity: 1 }], "GBP", goods), "GBP");
      lines.push(
        [
          `HF-${done ? 1 : 2}${String(order).padStart(3, "0")}`,
          date,
          done ? "completed" : "",
          buyer.name,
          buyer.email,
          buyer.phone,
          `"${buyer.shipTo.line1}"`,
          buyer.shipTo.city,
          buyer.shipTo.postcode,
          "GB",
          sku,
          `"${title}"`,
          slip(order, item, done, random.int(1, 4)),
          price,
          "GBP",
          "Card",
        ].join(","),
      );
    }
  }
  return `${columns}\n${lines.join("\n")}\n`;
}

/** Of what was written down by hand, a few figures cannot be read. */
function slip(order: number, item: number, done: boolean, quantity: number): string {
  if (item > 0) return String(quantity);
  if (order === 7) return "two";
  return !done && order === 3 ? "0" : String(quantity);
}
