import postgres from "postgres";
import { newApiKey } from "../../lib/auth/api-key.ts";
import { encodeSession, sessionCookieName } from "../../lib/auth/session-token.ts";
import { newId } from "../../lib/core/ids.ts";
import { reportHref } from "../../lib/reports/params.ts";
import { rangeText } from "../../lib/reports/rules/period.ts";
import type { Call } from "./load.ts";
import type { Volume } from "./volume.ts";

/** Two years of months and the year before, as the report's own links write them. */
export const twoYears = reportHref("/reports/sales", {
  period: rangeText({ from: "2024-12-01", to: "2026-12-01" }),
  compare: "year",
});

export type Calls = {
  page: (address: string) => () => Call;
  /** The order of the n-th call, the k-th in it; no two of all runs are the same. */
  order: (n: number, k: number) => unknown;
  post: (path: string, body: unknown) => Call;
  /** Where a page far down the list begins. */
  deep: string;
  /** The number of an order that left. */
  shipped: string;
};

/** What somebody signed in and a program with a key ask of a filled shop. */
export async function callsOf(volume: Volume): Promise<Calls> {
  const sql = postgres(process.env.DATABASE_URL ?? "", { max: 2, onnotice: () => {} });
  const [owner] = await sql`select id, session_version from staff limit 1`;
  const cookie = `${sessionCookieName(false)}=${await encodeSession({ staffId: owner?.id, version: owner?.session_version })}`;
  const key = newApiKey();
  const [channel] = await sql`select id from channels where code = 'bench-1'`;
  await sql`insert into api_keys (id, name, prefix, key_hash, scopes, channel_id)
    values (${newId()}, 'bench', ${key.prefix}, ${key.hash}, '{orders:read,orders:write}', ${channel?.id})`;
  const [far] =
    await sql`select placed_at::text as at, id from orders order by placed_at desc, id desc offset ${Math.floor(volume.orders * 0.9)} limit 1`;
  const [some] = await sql`select number from orders where stage = 'shipped' order by placed_at desc limit 1`;
  await sql.end();

  const run = newId().slice(-12);
  const line = (n: number, k: number, j: number) => ({
    sku: `BENCH-${1 + ((n * 7919 + k * 31 + j * 577) % volume.variants)}`,
    quantity: 1,
  });
  return {
    // As browsers ask for a page that is opened.
    page: (address) => () => ({ path: address, headers: { cookie, "sec-fetch-dest": "document" } }),
    order: (n, k) => ({
      externalId: `${run}-${n}-${k}`,
      customer: { name: "Bench Buyer", email: `${run}${n}x${k}@example.com` },
      shipTo: { name: "Bench Buyer", line1: "1 Mill Lane", city: "Leeds", country: "GB" },
      lines: [line(n, k, 1), line(n, k, 2)],
      paymentMethod: "cod",
    }),
    post: (path, body) => ({
      path,
      method: "POST",
      headers: { authorization: `Bearer ${key.secret}`, "content-type": "application/json" },
      body: JSON.stringify(body),
    }),
    deep: Buffer.from(JSON.stringify([far?.at, far?.id])).toString("base64url"),
    shipped: some?.number,
  };
}
