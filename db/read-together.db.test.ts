import { expect, it } from "vitest";
import { makeShop } from "@/lib/testing/factories";
import { connection } from "./client";
import { commitsHere, readTogether } from "./transaction";

await makeShop();
const { sql } = connection();

it("reads one moment, whatever others write meanwhile, and counts as no change", async () => {
  const before = commitsHere();
  const names = await readTogether(async (tx) => {
    const name = async () => (await tx.sql<{ name: string }[]>`select name from shops`)[0]?.name;
    const first = await name();
    await sql`update shops set name = name || ' and sons'`;
    return [first, await name()];
  });
  expect(names[1]).toBe(names[0]);
  const [now] = await sql<{ name: string }[]>`select name from shops`;
  expect(now?.name).toBe(`${names[0]} and sons`);
  expect(commitsHere()).toBe(before);
});

it("writes nothing", async () => {
  await expect(readTogether((tx) => tx.sql`update shops set name = 'other'`)).rejects.toThrow("read-only transaction");
});
