import { expect, test } from "vitest";
import { connection } from "@/db/client";
import { customers } from "@/db/schema/customers";
import { transact } from "@/db/transaction";
import { newId } from "@/lib/core/ids";
import { insertRows } from "@/lib/rows";

const awkward = [
  "",
  "NULL",
  "null",
  '"',
  "\\",
  '\\"',
  "a,b",
  "{a}",
  " blank ",
  "two\nlines",
  "王小明",
  "£",
  "'); drop",
  "$1",
  "😀",
];

function customerRow(index: number, changes: object = {}) {
  return {
    id: newId(),
    number: `T-${index}`,
    name: awkward[index % awkward.length],
    company: "",
    email: index % 2 === 0 ? null : `a"${index}@shop.test`,
    tags: index % 3 === 0 ? [] : [awkward[index % awkward.length], "x,y"],
    version: index + 1,
    createdAt: new Date("2026-01-02T03:04:05.678Z"),
    updatedAt: new Date("2026-01-02T03:04:05.678Z"),
    ...changes,
  };
}

async function kept(prefix: string) {
  return connection().sql`
    select number, name, email, tags, version, created_at from customers where starts_with(number, ${prefix}) order by version`;
}

test("rows come back as they went in, whatever their texts hold", async () => {
  const rows = awkward.map((_, index) => customerRow(index));
  await transact(async (tx) => void (await insertRows(tx, customers, rows)));
  const found = await kept("T-");
  expect(found.map((row) => row.name)).toEqual(rows.map((row) => row.name));
  expect(found.map((row) => row.email)).toEqual(rows.map((row) => row.email));
  expect(found.map((row) => row.tags)).toEqual(rows.map((row) => row.tags));
  expect(found.every((row) => new Date(row.created_at).getTime() === rows[0]?.createdAt.getTime())).toBe(true);
});

test("moments come back to the millisecond, near and far", async () => {
  const near = Array.from(
    { length: 40 },
    (_, index) => new Date(Date.UTC(1905 + index * 5, 1, 3, 4, 5, 7 * index + 1)),
  );
  const far = [...near.slice(1), new Date("9876-05-04T03:02:01.987Z")];
  for (const [prefix, moments] of [
    ["N-", near],
    ["F-", far],
  ] as const) {
    const rows = moments.map((createdAt, index) => customerRow(index, { number: `${prefix}${index}`, createdAt }));
    await transact(async (tx) => void (await insertRows(tx, customers, rows)));
    expect((await kept(prefix)).map((row) => new Date(row.created_at).toISOString())).toEqual(
      moments.map((moment) => moment.toISOString()),
    );
  }
});

test("columns that are the same in many rows are the same in all of them", async () => {
  const rows = Array.from({ length: 300 }, (_, index) =>
    customerRow(index, { number: `M-${index}`, name: 'one "name"', tags: [], email: null }),
  );
  await transact(async (tx) => void (await insertRows(tx, customers, rows)));
  const found = await kept("M-");
  expect(found).toHaveLength(300);
  expect(new Set(found.map((row) => row.name))).toEqual(new Set(['one "name"']));
  expect(found.every((row) => row.email === null && row.tags.length === 0)).toBe(true);
});

test("columns that are like another come back as they went in, with their empty places", async () => {
  const rows = Array.from({ length: 150 }, (_, index) =>
    customerRow(index, {
      number: `L-${index}`,
      name: `L-${index}`,
      email: index % 2 === 0 ? null : `${index}@shop.test`,
      externalKey: index % 2 === 0 ? null : `${index}@shop.test`,
    }),
  );
  await transact(async (tx) => void (await insertRows(tx, customers, rows)));
  const found = await connection().sql`
    select name, email, external_key from customers where starts_with(number, 'L-') order by version`;
  expect(found.map((row) => [row.name, row.email, row.external_key])).toEqual(
    rows.map((row) => [row.name, row.email, row.email]),
  );
});
