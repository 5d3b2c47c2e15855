import { beforeAll, describe, expect, it } from "vitest";
import { connection } from "@/db/client";
import type { Actor } from "@/lib/actor";
import { run } from "@/lib/command";
import { submitDraft } from "@/lib/orders/commands/submit-draft";
import { tagOrder } from "@/lib/orders/commands/tag-order";
import { addStock, makeOrder, makeShop, makeVariant, must } from "@/lib/testing/factories";
import { brokenRows } from "@/lib/verify";
import { createBulk } from "./commands/create-bulk";
import { startBulk } from "./commands/start-bulk";
import { undoBulk } from "./commands/undo-bulk";
import { lookAtBulk } from "./look-at-bulk";
import { listBulkItems } from "./queries";
import { runBulk } from "./run-bulk";

let owner: Actor;
let mug: string;

beforeAll(async () => {
  owner = (await makeShop()).actor;
  mug = await makeVariant({ price: "10.00" });
  await addStock(mug, 100);
});

const sql = () => connection().sql;

async function looked(numbers: readonly string[]) {
  const opened = must(await run(createBulk, owner, { action: "duplicate", selection: { numbers } }));
  await lookAtBulk(opened.id);
  must(await run(startBulk, owner, { number: opened.number }));
  return opened;
}

describe("duplicating many orders", () => {
  it("makes a draft of each once, however often it is cut off, and changes none of them", async () => {
    const numbers: string[] = [];
    while (numbers.length < 5) numbers.push((await makeOrder([{ sku: mug, quantity: 2 }])).number);
    const before =
      await sql()`select number, version from orders where number = any(${numbers}::text[]) order by number`;
    const opened = await looked(numbers);
    expect(await runBulk(opened.id, { atOnce: 2, turnMs: 0 })).toBe("later");
    await Promise.all([1, 2].map(() => runBulk(opened.id, { atOnce: 2 })));
    const made = await sql()`
      select f.number as "from", o.number, o.stage, o.total_minor::int as total from order_lineage l
      join orders o on o.id = l.to_id join orders f on f.id = l.from_id
      where l.kind = 'duplicated' and f.number = any(${numbers}::text[]) order by f.number`;
    expect(made).toMatchObject(numbers.map((from) => ({ from, stage: "draft", total: 2000 })));
    expect(
      await sql()`select number, version from orders where number = any(${numbers}::text[]) order by number`,
    ).toEqual(before);
    const { rows } = await listBulkItems(owner, opened.id, "done", 0);
    expect(rows.map((row) => row.made)).toEqual(made.map(({ number }) => number));
    expect(await brokenRows()).toEqual([]);
  });

  it("leaves an order that was changed since the preview", async () => {
    const { number } = await makeOrder([{ sku: mug, quantity: 1 }]);
    const opened = await looked([number]);
    must(await run(tagOrder, owner, { number, add: ["later"] }));
    expect(await runBulk(opened.id)).toBe("done");
    const [item] = (await listBulkItems(owner, opened.id, "skipped", 0)).rows;
    expect(item?.code).toBe("changed_since_preview");
    expect(await brokenRows()).toEqual([]);
  });

  it("is undone by discarding the drafts that nobody placed or worked on", async () => {
    const numbers: string[] = [];
    while (numbers.length < 3) numbers.push((await makeOrder([{ sku: mug, quantity: 1 }])).number);
    const opened = await looked(numbers);
    expect(await runBulk(opened.id)).toBe("done");
    const drafts = (await listBulkItems(owner, opened.id, "done", 0)).rows.map(({ made }) => made ?? "");
    must(await run(submitDraft, owner, { number: drafts[0] }));
    must(await run(tagOrder, owner, { number: drafts[1], add: ["mine"] }));
    const undone = must(await run(undoBulk, owner, { number: opened.number }));
    await lookAtBulk(undone.id);
    const { rows } = await listBulkItems(owner, undone.id, "skipped", 0);
    expect(rows.map(({ orderNumber, code }) => [orderNumber, code])).toEqual([
      [drafts[0], "bulk_made_placed"],
      [drafts[1], "bulk_made_changed"],
    ]);
    must(await run(startBulk, owner, { number: undone.number }));
    expect(await runBulk(undone.id)).toBe("done");
    const [left] = await sql()`select stage from orders where number = ${drafts[2] ?? ""}`;
    expect(left?.stage).toBe("cancelled");
    expect(await brokenRows()).toEqual([]);
  });
});
