import { afterAll, beforeAll, expect, it } from "vitest";
import { refuse } from "@/lib/core/result";
import { makeShop } from "@/lib/testing/factories";
import { connection } from "./client";
import { shops } from "./schema/shop";
import { commitsHere, type Tx, transact } from "./transaction";

const { sql } = connection();
const unhandled: unknown[] = [];
const note = (error: unknown) => unhandled.push(error);

beforeAll(async () => {
  await makeShop();
  // The constraint is called like one that says "insufficient_stock".
  await sql`create table owed_units (id int primary key, units int constraint stock_levels_never_oversold check (units >= 0))`;
  process.on("unhandledRejection", note);
});
afterAll(async () => {
  process.off("unhandledRejection", note);
  await sql`drop table owed_units`;
});

const write = (tx: Tx, id: number, units: number) =>
  tx.owe([tx.sql`insert into owed_units values (${id}, ${units})`.execute()]);
const written = async () => (await sql`select id from owed_units order by id`).map(({ id }) => id as number);

it("what is owed is there once the transaction ended, though nobody waited for it", async () => {
  const answer = await transact(async (tx) => {
    for (const id of [1, 2, 3]) write(tx, id, 1);
    return "done";
  });
  expect(answer).toBe("done");
  expect(await written()).toEqual([1, 2, 3]);
});

it("what is owed and fails before COMMIT rolls everything back, and is refused by its constraint", async () => {
  const before = commitsHere();
  const answer = await transact(async (tx) => {
    write(tx, 11, 1);
    write(tx, 12, -1);
    write(tx, 13, 1);
    return "done";
  });
  expect(answer).toMatchObject({ code: "insufficient_stock" });
  expect(await written()).toEqual([1, 2, 3]);
  expect(commitsHere()).toBe(before);
});

it("a failure that has no name is thrown, not the failures that come of it", async () => {
  const answer = transact(async (tx) => {
    write(tx, 21, 1);
    tx.owe([tx.sql`select 1 / 0`.execute()]);
    write(tx, 22, 1);
    return "done";
  });
  await expect(answer).rejects.toMatchObject({ code: "22012" });
  expect(await written()).toEqual([1, 2, 3]);
});

it("what is waited for after something owed failed says why that failed, asked for plainly or with types", async () => {
  const asking = [(tx: Tx) => tx.sql`select 1`, (tx: Tx) => tx.db.select().from(shops)];
  for (const ask of asking) {
    const answer = await transact(async (tx) => {
      write(tx, 31, -1);
      await ask(tx);
      return "done";
    });
    expect(answer).toMatchObject({ code: "insufficient_stock" });
  }
  expect(await written()).toEqual([1, 2, 3]);
});

it("a refusal stands beside what is owed, and nobody is left with a failure", async () => {
  for (const units of [1, -1]) {
    const answer = await transact(async (tx) => {
      write(tx, 41, units);
      return refuse("busy");
    });
    expect(answer).toMatchObject({ code: "busy" });
  }
  expect(await written()).toEqual([1, 2, 3]);
  // Those that failed unheard are told of in a later turn of the event loop.
  await new Promise((resolve) => setImmediate(resolve));
  expect(unhandled).toEqual([]);
});

it("a serialisation failure of what is owed is run again", async () => {
  let attempts = 0;
  const answer = await transact(async (tx) => {
    attempts += 1;
    const fails = attempts < 3;
    tx.owe([
      tx.sql`do $$ begin if ${tx.sql.unsafe(String(fails))} then raise sqlstate '40001'; end if; end $$`.execute(),
    ]);
    return "done";
  });
  expect(answer).toBe("done");
  expect(attempts).toBe(3);
});
