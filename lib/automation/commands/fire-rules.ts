import { z } from "zod";
import { automationFirings } from "@/db/schema/automation";
import { loadFacts } from "@/lib/automation/load-facts";
import { loadRules } from "@/lib/automation/load-intake-rules";
import { evaluate } from "@/lib/automation/rules/evaluate";
import { triggersOn } from "@/lib/automation/rules/triggers";
import { defineCommand } from "@/lib/command";
import { newId } from "@/lib/core/ids";
import { insertRows } from "@/lib/rows";

/** Firings that stand behind one another; a longer chain ends. */
const depthAtMost = 5;

type Waiting = {
  id: string;
  orderId: string;
  seq: number;
  type: string;
  data: Record<string, unknown>;
  /** Of the firing whose action it was. */
  rule: string | null;
  chain: string[] | null;
};

/**
 * Takes events that wait in the outbox, holds the rules of their kind against their orders and writes down which fired,
 * with what they saw; what they do comes after. Events that another worker has taken are passed over. A rule never fires
 * on what it did itself, nor on what came of that.
 */
export const fireRules = defineCommand({
  name: "automation.fire",
  permission: "automation.manage",
  input: z.strictObject({ atMost: z.number().int().min(1).max(1000).default(500) }),
  refusals: [],
  async run({ tx, shop, now }, { atMost }) {
    const events = await tx.sql<Waiting[]>`
      select x.id::text, x.order_id as "orderId", x.seq, e.type, e.data, f.rule_id as rule, f.chain
      from outbox x
      join order_events e on e.order_id = x.order_id and e.seq = x.seq
      left join automation_firings f on f.id = case when e.actor_type = 'rule' then e.actor_id::uuid end
      where x.published_at is null order by x.id limit ${atMost} for update of x skip locked`;
    if (events.length === 0) return { taken: 0, fired: 0 };
    const rules = await loadRules(tx);
    const due = events.flatMap((event) => {
      const chain = event.rule === null ? [] : [...(event.chain ?? []), event.rule];
      if (chain.length > depthAtMost) return [];
      const waiting = rules.filter((rule) => triggersOn(rule.trigger, event) && !chain.includes(rule.id));
      return waiting.map((rule) => ({ event, chain, rule }));
    });
    const asking = [...new Set(due.map(({ rule }) => rule))];
    const facts = await loadFacts(tx, { shop, now }, asking, [...new Set(due.map(({ event }) => event.orderId))]);
    const fired = due.flatMap(({ event, chain, rule }) => {
      const seen = facts.get(event.orderId)?.factsFor(event.data);
      const result = seen && evaluate(rule, seen);
      if (!result?.matched) return [];
      return {
        ...{ id: newId(), ruleId: rule.id, ruleVersion: rule.version, orderId: event.orderId, seq: event.seq },
        ...{ cause: "event", status: "open", firedAt: now, saw: result.saw, actions: rule.actions, did: [] },
        ...{ depth: chain.length, chain },
      };
    });
    if (fired.length > 0) await insertRows(tx, automationFirings, fired, "on conflict do nothing");
    await tx.sql`
      update outbox set published_at = ${now.toISOString()} where id = any(${events.map(({ id }) => id)}::bigint[])`;
    return { taken: events.length, fired: fired.length };
  },
});
