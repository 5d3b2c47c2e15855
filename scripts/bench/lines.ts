import { cpus } from "node:os";
import postgres from "postgres";
import { newApiKey } from "../../lib/auth/api-key.ts";
import { encodeSession, sessionCookieName } from "../../lib/auth/session-token.ts";
import { newId } from "../../lib/core/ids.ts";
import { type Call, type Figures, measure } from "./load.ts";
import type { Volume } from "./volume.ts";

/** One measured line of the table: what, how fast, against which floor of the same run, and whether its budget held. */
export type Line = {
  name: string;
  clients: number;
  figures: Figures;
  ratio: string;
  budget: string;
  held: boolean | null;
};

const seconds = Number(process.env.BENCH_SECONDS ?? 5);
/** Orders of the first second, which is not measured, are other orders than those that follow. */
const warmUp = 1_000_000;

/** Every line of the budgets, in the order in which they are measured: the floors first. */
export async function lines(port: number, volume: Volume): Promise<(() => Promise<Line>)[]> {
  const sql = postgres(process.env.DATABASE_URL ?? "", { max: 2, onnotice: () => {} });
  const [owner] = await sql`select id, session_version from staff limit 1`;
  const cookie = `${sessionCookieName(false)}=${await encodeSession({ staffId: owner?.id, version: owner?.session_version })}`;
  const key = newApiKey();
  const [channel] = await sql`select id from channels where code = 'bench-1'`;
  await sql`insert into api_keys (id, name, prefix, key_hash, scopes, channel_id)
    values (${newId()}, 'bench', ${key.prefix}, ${key.hash}, '{orders:read,orders:write}', ${channel?.id})`;
  const deep = await deepCursor(sql, volume);
  const [some] = await sql`select number from orders where stage = 'shipped' order by placed_at desc limit 1`;
  await sql.end();

  const run = randomRun();
  const page = (address: string) => (): Call => ({ path: address, headers: { cookie } });
  const order = (n: number, k: number) => ({
    externalId: `${run}-${n}-${k}`,
    customer: { name: "Bench Buyer", email: `${run}${n}x${k}@example.com` },
    shipTo: { name: "Bench Buyer", line1: "1 Mill Lane", city: "Leeds", country: "GB" },
    lines: [line(n, k, 1), line(n, k, 2)],
    paymentMethod: "cod",
  });
  const line = (n: number, k: number, j: number) => ({
    sku: `BENCH-${1 + ((n * 7919 + k * 31 + j * 577) % volume.variants)}`,
    quantity: 1,
  });
  const post = (path: string, body: unknown): Call => ({
    path,
    method: "POST",
    headers: { authorization: `Bearer ${key.secret}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  });

  const floors = new Map<string, Figures>();
  const floor =
    (name: string, call: () => Call, clients = 8) =>
    async (): Promise<Line> => {
      await measure(port, call, { clients, seconds: 2 });
      const figures = await measure(port, call, { clients, seconds });
      floors.set(`${name} ${clients}`, figures);
      return { name: `floor: ${name}`, clients, figures, ratio: "1", budget: "", held: null };
    };
  const slower =
    (name: string, call: () => Call, most: number, clients = 8) =>
    async (): Promise<Line> => {
      await measure(port, call, { clients, seconds: 1 });
      const figures = await measure(port, call, { clients, seconds });
      const times = (floors.get(`signed-in page ${clients}`)?.perSecond ?? 0) / figures.perSecond;
      return {
        name,
        clients,
        figures,
        ratio: `${times.toFixed(2)} × the page`,
        budget: `≤ ${most} ×`,
        held: times <= most && onlyOk(figures),
      };
    };
  const intake =
    (name: string, call: (n: number) => Call, least: number, p95: number | null, orders: number) =>
    async (): Promise<Line> => {
      await measure(port, (n) => call(warmUp + n), { clients: 8, seconds: 1 });
      const figures = await measure(port, call, { clients: 8, seconds });
      const share = (figures.perSecond * orders) / (floors.get("route handler 8")?.perSecond ?? 1);
      const held = share >= least && (p95 === null || figures.p95 < p95) && onlyOk(figures);
      const budget = `≥ ${least.toFixed(2)} of the handler${p95 === null ? "" : `, p95 < ${p95} ms`}`;
      return {
        name,
        clients: 8,
        figures,
        ratio: `${share.toFixed(2)} of the handler, ${(figures.perSecond * orders).toFixed(0)} orders/s`,
        budget,
        held,
      };
    };

  const twoYears = "period=custom&from=2024-12-01&to=2026-11-30";
  return [
    floor("route handler", () => ({ path: "/api/health/live" })),
    ...[1, 8, 32].map((clients) => floor("signed-in page", page("/bench-floor"), clients)),
    ...[1, 8, 32].map((clients) => slower("order list, first page", page("/orders"), 1.5, clients)),
    slower("order list, a deep page", page(`/orders?after=${deep}`), 1.5),
    slower("order list, filtered", page("/orders?tab=ready&channel=bench-2"), 1.5),
    slower("order list, searched by name", page(`/orders?q=${encodeURIComponent("思远 77")}`), 1.5),
    slower("order page", page(`/orders/${some?.number}`), 2),
    slower("sales report, 24 months and the year before", page(`/reports/sales?${twoYears}&compare=year`), 1.5),
    intake("order intake, one a call", (n) => post("/api/v1/orders", order(n, 0)), 1 / 3, 60, 1),
    intake(
      "order intake, 100 a call",
      (n) => post("/api/v1/orders/batch", { orders: Array.from({ length: 100 }, (_, k) => order(n, k + 1)) }),
      1 / 3,
      null,
      100,
    ),
  ];
}

function randomRun(): string {
  return newId().slice(-12);
}

function onlyOk(figures: Figures): boolean {
  return Object.keys(figures.statuses).every((status) => status.startsWith("2"));
}

async function deepCursor(sql: postgres.Sql, volume: Volume): Promise<string> {
  const [row] =
    await sql`select placed_at::text as at, id from orders order by placed_at desc, id desc offset ${Math.floor(volume.orders * 0.9)} limit 1`;
  return Buffer.from(JSON.stringify([row?.at, row?.id])).toString("base64url");
}

/** The lines as a table for the terminal and for docs. */
export function table(found: readonly Line[], head: boolean): string {
  const rows = found.map(({ name, clients, figures, ratio, budget, held }) => {
    const statuses = Object.entries(figures.statuses)
      .map(([status, count]) => `${status}: ${count}`)
      .join(", ");
    const verdict = held === null ? "" : held ? "held" : "MISSED";
    return `| ${name} | ${clients} | ${figures.perSecond.toFixed(0)} | ${figures.p50.toFixed(1)} | ${figures.p95.toFixed(1)} | ${ratio} | ${budget} | ${verdict} | ${statuses} |`;
  });
  const header = [
    "| what | clients | /s | p50 ms | p95 ms | ratio | budget | | answers |",
    "|---|---|---|---|---|---|---|---|---|",
  ];
  return [...(head ? header : []), ...rows].join("\n");
}

/** The page of docs that keeps the last full result. */
export function report(found: readonly Line[], volume: Volume): string {
  const size = `${volume.orders.toLocaleString("en")} orders, ${volume.variants.toLocaleString("en")} items, ${volume.customers.toLocaleString("en")} customers`;
  return `# Performance

Written by \`npm run bench\`: ${size}, on ${cpus().length} cores, Node ${process.version}, ${new Date().toISOString().slice(0, 10)}.
Client, web server and PostgreSQL share these cores; figures of one run compare with each other, not across machines.

${table(found, true)}
`;
}
