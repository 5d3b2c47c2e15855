import { connection } from "@/db/client";
import { type BrokenRow, brokenRows } from "@/lib/verify";
import { progressOf, until, type Work } from "./jobs.ts";
import type { EffectKind, Entry, Ledger } from "./ledger.ts";

export type Verdict = {
  /** What did not happen exactly as often as it was answered. */
  wrong: { kind: EffectKind; ref: string; answered: number; happened: number }[];
  unknown: number;
  jobs: (Work & { status: string; happened: number })[];
  broken: BrokenRow[];
};

const jobsEndWithinMs = 180_000;

/** Each effect as the database has it: for orders by the events of whoever asked, without what the house adds itself. */
const eventOf: Partial<Record<EffectKind, { type: string; by: "api" | "staff" }>> = {
  approve: { type: "order.approved", by: "api" },
  hold: { type: "order.held", by: "api" },
  release: { type: "order.released", by: "api" },
  cancel: { type: "order.cancelled", by: "api" },
  ship: { type: "shipment.shipped", by: "api" },
  edit: { type: "order.edited", by: "staff" },
  pick: { type: "shipment.started", by: "staff" },
  payment: { type: "payment.captured", by: "staff" },
  refund: { type: "refund.requested", by: "staff" },
};

/** Holds what clients were told against what is there. */
export async function judge(ledger: Ledger, work: readonly Work[]): Promise<Verdict> {
  const jobs = [];
  for (const each of work) jobs.push(await settled(each));
  const wrong: Verdict["wrong"] = [];
  const byKind = Map.groupBy(ledger.entries, ({ kind }) => kind);
  for (const [kind, entries] of byKind) wrong.push(...(await wrongOf(kind, entries)));
  const unknown = ledger.entries.filter(({ outcome }) => outcome === "unknown").length;
  return { wrong, unknown, jobs, broken: await brokenRows() };
}

async function wrongOf(kind: EffectKind, entries: readonly Entry[]): Promise<Verdict["wrong"]> {
  const answered = new Map<string, number>();
  for (const { ref, outcome } of entries) answered.set(ref, (answered.get(ref) ?? 0) + (outcome === "done" ? 1 : 0));
  const happened = await count(kind, [...answered.keys()]);
  return [...answered].flatMap(([ref, times]) => {
    const found = happened.get(ref) ?? 0;
    return found === times ? [] : [{ kind, ref, answered: times, happened: found }];
  });
}

async function count(kind: EffectKind, refs: string[]): Promise<Map<string, number>> {
  const { sql } = connection();
  const event = eventOf[kind];
  type Row = { ref: string; n: number };
  const rows = event
    ? await sql<Row[]>`
        select o.number as ref, count(*)::int as n from order_events e join orders o on o.id = e.order_id
        where o.number = any(${refs}) and e.type = ${event.type} and e.actor_type = ${event.by}
          and e.data->>'automatic' is distinct from 'true' group by 1`
    : kind === "order"
      ? await sql<
          Row[]
        >`select external_id as ref, count(*)::int as n from orders where external_id = any(${refs}) group by 1`
      : await sql<
          Row[]
        >`select note as ref, count(*)::int as n from stock_movements where note = any(${refs}) group by 1`;
  return new Map(rows.map(({ ref, n }) => [ref, n]));
}

/** Waits for a long job to end, and counts the orders it touched: each once. */
async function settled(work: Work): Promise<Verdict["jobs"][number]> {
  await until(
    async () => ["done", "gone"].includes((await progressOf(work)).status),
    `the end of ${work.kind} ${work.number}`,
    jobsEndWithinMs,
  );
  const { sql } = connection();
  const [row] =
    work.kind === "import"
      ? await sql<{ n: number }[]>`select count(*)::int as n from orders where external_id like ${`${work.tag}-%`}`
      : await sql<{ n: number }[]>`
          select count(*)::int as n from order_events where type = 'order.tagged' and data->'add' ? ${work.tag}`;
  return { ...work, status: (await progressOf(work)).status, happened: row?.n ?? 0 };
}
