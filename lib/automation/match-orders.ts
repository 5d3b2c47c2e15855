import type postgres from "postgres";
import { openStages } from "@/lib/orders/rules/stage";
import type { Stage } from "@/lib/orders/rules/state";
import type { Shop } from "@/lib/shop";
import { loadFacts } from "./load-facts";
import type { RuleBody } from "./rules/body";
import { evaluate, type Saw } from "./rules/evaluate";
import type { OrderFacts } from "./rules/facts";
import { stageEvents, triggerSources, triggersOn } from "./rules/triggers";

export type MatchedOrder = {
  id: string;
  number: string;
  version: number;
  stage: Stage;
  /** The event of the rule's trigger that it matched on. */
  seq: number;
  saw: Saw[];
  facts: OrderFacts;
};

/** Orders that were looked at, those of them to which what the rule waits for has happened, and those it matches. */
export type Matches = { looked: number; reached: number; matched: MatchedOrder[] };

type Candidate = {
  id: string;
  seq: number | null;
  type: string | null;
  data: Record<string, unknown> | null;
  at: string | null;
};

/**
 * Holds a rule against orders as they stand now: the dry run and applying to past orders ask the same. Two statements,
 * however many orders, and a third for a rule about promotions. A rule for what happens to an order sees the latest event of that kind.
 */
export async function matchOrders(
  reader: { sql: postgres.ISql },
  place: { shop: Shop; now: Date },
  rule: RuleBody,
  which: { latest: number } | { numbers: readonly string[] },
): Promise<Matches> {
  const candidates = await candidatesOf(reader, rule, which);
  const reached = candidates.filter((candidate) => isReached(candidate, rule, place.now));
  const facts = await loadFacts(
    reader,
    place,
    [rule],
    reached.map(({ id }) => id),
  );
  const matched = reached.flatMap(({ id, seq, data }): MatchedOrder[] => {
    const order = facts.get(id);
    if (!order || (rule.trigger === "overdue" && !isOpen(order.stage))) return [];
    const seen = order.factsFor(data ?? undefined);
    const { matched: fits, saw } = evaluate(rule, seen);
    if (!fits) return [];
    const { number, version, stage } = order;
    return [{ id, number, version, stage, seq: seq ?? version, saw, facts: seen }];
  });
  return { looked: candidates.length, reached: reached.length, matched };
}

async function candidatesOf(
  { sql }: { sql: postgres.ISql },
  rule: RuleBody,
  which: { latest: number } | { numbers: readonly string[] },
): Promise<Candidate[]> {
  const types = eventTypesOf(rule);
  const chosen =
    "numbers" in which
      ? sql`select id, placed_at from orders where number = any(${[...which.numbers]}::text[]) and submitted_at is not null`
      : sql`select id, placed_at from orders where submitted_at is not null order by placed_at desc, id desc limit ${which.latest}`;
  return sql<Candidate[]>`
    select o.id, e.seq, e.type, e.data, e.at::text as at
    from (${chosen}) o
    left join lateral (
      select seq, type, data, at from order_events where order_id = o.id and type = any(${types}::text[])
        and (${rule.trigger} <> 'stock_received' or data ->> 'waited' = 'true')
        and (${rule.trigger} <> 'delivery_failed' or data ->> 'status' in ('failed', 'returned_to_sender'))
      order by seq desc limit 1
    ) e on true
    order by o.placed_at desc, o.id desc`;
}

function eventTypesOf(rule: RuleBody): string[] {
  if (rule.trigger === "received") return ["order.received", "order.submitted"];
  return [...(rule.trigger === "overdue" ? stageEvents : triggerSources[rule.trigger].events)];
}

function isReached({ seq, type, data, at }: Candidate, rule: RuleBody, now: Date): boolean {
  if (seq === null || type === null || at === null) return false;
  if (rule.trigger === "received") return true;
  if (rule.trigger === "overdue") return now.getTime() - Date.parse(at) >= (rule.waitHours ?? 0) * 3_600_000;
  return triggersOn(rule.trigger, { type, data: data ?? {} });
}

function isOpen(stage: Stage): boolean {
  return (openStages as readonly Stage[]).includes(stage);
}
