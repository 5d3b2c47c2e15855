import { cpus } from "node:os";
import { type Calls, twoYears } from "./calls.ts";
import { type Deed, deedsTable } from "./deeds.ts";
import { type Call, type Figures, measure, measureBeside, onlyOk } from "./load.ts";
import { type ScreenFigures, screensTable } from "./vitals.ts";
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

/** Orders of the first seconds, which are not measured, are other orders than those that follow. */
const warmUp = 1_000_000;

/** Every line of the budgets, each so many seconds long, in the order in which they are measured: the floors first. */
export function lines(port: number, calls: Calls, seconds: number): (() => Promise<Line>)[] {
  const { page, order, post, deep, shipped } = calls;
  // A process that has just been started is not what staff work with: its code becomes fast by being run.
  const warm = { clients: 8, seconds: seconds * 0.6 };
  const floors = new Map<string, Figures>();
  const floor =
    (name: string, call: () => Call, clients = 8) =>
    async (): Promise<Line> => {
      await measure(port, call, { clients, seconds: 1 });
      const figures = await measure(port, call, { clients, seconds });
      floors.set(`${name} ${clients}`, figures);
      return { name: `floor: ${name}`, clients, figures, ratio: "1", budget: "", held: null };
    };
  const slower =
    (name: string, call: () => Call, most: number, clients = 8) =>
    async (): Promise<Line> => {
      await measure(port, call, { ...warm, clients });
      const { figures, times } = await measureBeside(port, call, page("/bench-floor"), { clients, seconds });
      return {
        name,
        clients,
        figures,
        ratio: `${times.toFixed(2)} × the page`,
        budget: `≤ ${most} ×`,
        held: times <= most && onlyOk(figures.statuses),
      };
    };
  const intake =
    (name: string, call: (n: number) => Call, least: number, p95: number | null, orders: number) =>
    async (): Promise<Line> => {
      await measure(port, (n) => call(warmUp + n), warm);
      const figures = await measure(port, call, { clients: 8, seconds });
      const share = (figures.perSecond * orders) / (floors.get("route handler 8")?.perSecond ?? 1);
      const held = share >= least && (p95 === null || figures.p95 < p95) && onlyOk(figures.statuses);
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

  return [
    floor("route handler", () => ({ path: "/api/health/live" })),
    ...[1, 8, 32].map((clients) => floor("signed-in page", page("/bench-floor"), clients)),
    ...[1, 8, 32].map((clients) => slower("order list, first page", page("/orders"), 1.5, clients)),
    slower("order list, a deep page", page(`/orders?after=${deep}`), 1.5),
    slower("order list, filtered", page("/orders?tab=ready&channel=bench-2"), 1.5),
    slower("order list, searched by name", page(`/orders?q=${encodeURIComponent("思远 77")}`), 1.5),
    slower("order page", page(`/orders/${shipped}`), 2),
    slower("sales report, 24 months and the year before", page(twoYears), 1.5),
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
export function report(
  found: readonly Line[],
  screens: readonly ScreenFigures[],
  done: readonly Deed[],
  volume: Volume,
): string {
  const size = `${volume.orders.toLocaleString("en")} orders, ${volume.variants.toLocaleString("en")} items, ${volume.customers.toLocaleString("en")} customers`;
  return `# Performance

Written by \`npm run bench\`: ${size}, on ${cpus().length} cores, Node ${process.version}, ${new Date().toISOString().slice(0, 10)}.
Client, web server and PostgreSQL share these cores; figures of one run compare with each other, not across machines. Each
page is measured in turns of half a second with the empty signed-in page; its ratio is the median of the turns.

${table(found, true)}

Each screen at 1440 pixels, opened by a browser on the same cores that had nothing in its store, then some keys pressed:

${screensTable(screens)}

What staff do, through the commands that the screens call, on the same database:

${deedsTable(done)}
`;
}
