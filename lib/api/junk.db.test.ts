import { beforeAll, describe, expect, it } from "vitest";
import { GET as read } from "@/app/api/v1/orders/[number]/route";
import { POST as createBatch } from "@/app/api/v1/orders/batch/route";
import { POST as create, GET as orders } from "@/app/api/v1/orders/route";
import { GET as products } from "@/app/api/v1/products/route";
import { GET as stock } from "@/app/api/v1/stock/route";
import { call, makeApiKey } from "@/lib/testing/api";
import { makeShop } from "@/lib/testing/factories";
import { cursorOf } from "./dto/fields";

let key: string;

beforeAll(async () => {
  await makeShop();
  key = await makeApiKey();
});

const id = "01890a5d-ac96-774b-bcce-b302099a8057";
const at = "2026-03-14 08:12:33.123456+00";

const cursors = [
  ["99:99", id],
  ["2026-02-30 00:00:00+00", id],
  ["0000-01-01 00:00:00+00", id],
  ["2026-03-14 25:00:00+00", id],
  ["2026-03-14 08:12:33+99", id],
  ["infinity", id],
  [at, "-".repeat(36)],
  [at, "a".repeat(36)],
  [at, id.toUpperCase()],
  [at, ""],
  [at],
  [at, id, id],
  [],
].map((parts) => cursorOf(...parts));
const times = [
  "0000-01-01T00:00:00Z",
  "0000-12-31T23:59:59+23:59",
  "1969-12-31T23:59:59Z",
  "9999-12-31T23:59:59Z",
  "2026-02-30T00:00:00Z",
  "2026-13-01T00:00:00Z",
  "2026-03-14T24:00:00Z",
  "2026-03-14T08:12:33",
  "2026-03-14T08:12:33+99:99",
  "-2026-03-14T08:12:33Z",
  "now",
  "infinity",
];
const broken = [
  "\0",
  "a\0b",
  "\u202e",
  "\u0007",
  "",
  " ",
  "null",
  "NaN",
  "1e400",
  "9".repeat(400),
  "'; --",
  "\\",
  "{}",
];
const fields: [string, typeof orders, string[]][] = [
  ["orders", orders, ["limit", "cursor", "stage", "channel", "externalId", "placedFrom", "placedTo", "updatedSince"]],
  ["stock", stock, ["limit", "cursor", "sku", "location"]],
  ["products", products, ["limit", "cursor", "sku"]],
];

/** A readable question or one that is refused by the name of what is wrong: never a fault of ours. */
async function ask(handler: typeof orders, pairs: [string, string][]) {
  const answer = await call(handler, "GET", { key, query: `?${new URLSearchParams(pairs)}` });
  const names = (answer.body.errors ?? []).map((error: { field: string }) => error.field.split(".")[0]);
  expect([200, 422], JSON.stringify([pairs, answer.body])).toContain(answer.status);
  if (answer.status === 422) for (const name of names) expect(pairs.map(([field]) => field)).toContain(name);
  return { status: answer.status, names };
}

describe("junk in an address", () => {
  it.each(cursors)("a cursor that no list gave out: %s", async (cursor) => {
    expect(await ask(orders, [["cursor", cursor]])).toEqual({ status: 422, names: ["cursor"] });
  });

  it.each(times)("a time that no shop's calendar has: %s", async (time) => {
    for (const name of ["placedFrom", "placedTo", "updatedSince"]) {
      expect(await ask(orders, [[name, time]])).toEqual({ status: 422, names: [name] });
    }
  });

  it("a time of the widest offset is read", async () => {
    expect((await ask(orders, [["placedFrom", "2026-03-14T08:12:33.123456789+23:59"]])).status).toBe(200);
    expect((await ask(orders, [["updatedSince", "2026-03-14T08:12:33-23:59"]])).status).toBe(200);
  });

  it.each(fields)("%s: every parameter takes anything", async (_name, handler, names) => {
    for (const name of names) {
      for (const value of [...broken, ...cursors, ...times]) {
        await ask(handler, [[name, value]]);
        await ask(handler, [
          [name, value],
          [name, `${value}x`],
        ]);
      }
    }
  });

  it.each(broken)("an order of no such number: %j", async (number) => {
    const answer = await call(read, "GET", { key, params: { number } });
    expect([400, 404]).toContain(answer.status);
  });

  it.each([...times.slice(0, 4), "2026-03-14T08:12:33+23:59"])(
    "an order placed at %s is taken or refused",
    async (placedAt) => {
      const body = { lines: [{ sku: "NONE-1", quantity: 1 }], placedAt, paymentMethod: "cod" };
      const answer = await call(create, "POST", { key, body });
      expect([409, 422]).toContain(answer.status);
    },
  );
});

describe("junk in a body", () => {
  it.each([40, 1_000, 9_000, 300_000])(
    "%i levels are refused, with and without a key, alone and in a batch",
    async (levels) => {
      const body = `{"orders":[{"lines":${"[".repeat(levels)}${"]".repeat(levels)}}]}`;
      for (const handler of [create, createBatch]) {
        for (const headers of [undefined, { "idempotency-key": `deep-${levels}` }]) {
          const answer = await call(handler, "POST", { key, body, headers });
          expect(answer).toMatchObject({ status: 400, body: { code: "bad_request" } });
          expect(answer.body.detail).toContain("nested deeper than 32 levels");
        }
      }
    },
  );

  it("brackets in a text are no levels", async () => {
    const buyerMessage = `${"[{".repeat(40)} "quoted" \\`;
    const body = { lines: [{ sku: "NONE-1", quantity: 1 }], paymentMethod: "cod", buyerMessage };
    expect((await call(create, "POST", { key, body })).body.code).toBe("unknown_sku");
  });
});
