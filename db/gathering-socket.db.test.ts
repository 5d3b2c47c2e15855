import type { Socket } from "node:net";
import postgres from "postgres";
import { afterEach, expect, it } from "vitest";
import { databaseUrl } from "./client";
import { gatheringSockets } from "./gathering-socket";

const made: Socket[] = [];
let sql: postgres.Sql;

function pool(): postgres.Sql {
  const make = gatheringSockets();
  const socket: typeof make = (address) => {
    const one = make(address);
    made.push(one);
    return one;
  };
  const options: postgres.Options<Record<string, never>> & { socket: typeof make } = { max: 1, socket };
  sql = postgres(databaseUrl(), options);
  return sql;
}

afterEach(async () => {
  await sql.end({ timeout: 1 });
  made.length = 0;
});

it.each([1, 2000])(
  "a statement of %i characters that is asked while its connection fails is refused, and the next is answered",
  async (length) => {
    const ask = pool();
    await ask`select 1`;
    const [socket] = made as [Socket];
    const closed = new Promise((resolve) => socket.once("close", resolve));
    const late = new Promise<unknown>((settled) => {
      socket.once("error", () => {
        ask`select ${"x".repeat(length)}::text`.then(settled, settled);
      });
    });
    socket.destroy(Object.assign(new Error("cut"), { code: "ECONNRESET" }));
    await closed;
    expect(await late).toMatchObject({ code: "CONNECTION_CLOSED" });
    expect(await Promise.all([ask`select 2 as n`, ask`select 3 as n`])).toEqual([[{ n: 2 }], [{ n: 3 }]]);
    expect(made).toHaveLength(2);
  },
);

it("many large statements of one transaction are answered each", async () => {
  const sizes = Array.from({ length: 40 }, (_, n) => n * 5000);
  const found = await pool().begin((tx) =>
    Promise.all(sizes.map((size) => tx`select length(${"y".repeat(size)}::text)::int as n`)),
  );
  expect(found.map(([row]) => row?.n)).toEqual(sizes);
});
