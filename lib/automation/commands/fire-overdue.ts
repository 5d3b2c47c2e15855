import { z } from "zod";
import { automationFirings } from "@/db/schema/automation";
import { loadRules } from "@/lib/automation/load-intake-rules";
import { matchOrders } from "@/lib/automation/match-orders";
import { defineCommand } from "@/lib/command";
import { newId } from "@/lib/core/ids";
import { openStages } from "@/lib/orders/rules/stage";
import { insertRows } from "@/lib/rows";

/**
 * Holds the rules for orders that stay too long in their stage against a piece of the open orders, by id. A rule fires
 * once for each stay: the event that began it stands for it. Answers with the last order looked at, null at the end.
 */
export const fireOverdue = defineCommand({
  name: "automation.fire_overdue",
  permission: "automation.manage",
  input: z.strictObject({ after: z.uuid().nullable(), atMost: z.number().int().min(1).max(1000).default(500) }),
  refusals: [],
  async run({ tx, shop, now }, { after, atMost }) {
    const rules = await loadRules(tx, "overdue");
    if (rules.length === 0) return { last: null, fired: 0 };
    const least = Math.min(...rules.map(({ waitHours }) => waitHours ?? 0));
    const placedBefore = new Date(now.getTime() - least * 3_600_000);
    const orders = await tx.sql<{ id: string; number: string }[]>`
      select id, number from orders
      where stage = any(${[...openStages]}::text[]) and created_at <= ${placedBefore.toISOString()}
        and (${after}::uuid is null or id > ${after}::uuid)
      order by id limit ${atMost}`;
    const numbers = orders.map(({ number }) => number);
    let fired = 0;
    for (const rule of rules) {
      const { matched } = await matchOrders(tx, { shop, now }, rule, { numbers });
      const rows = matched.map(({ id, seq, saw }) => ({
        ...{ id: newId(), ruleId: rule.id, ruleVersion: rule.version, orderId: id, seq, saw },
        ...{ cause: "overdue", status: "open", firedAt: now, actions: rule.actions, did: [], depth: 0, chain: [] },
      }));
      if (rows.length > 0) fired += (await insertRows(tx, automationFirings, rows, "on conflict do nothing")).count;
    }
    return { last: orders.length === atMost ? (orders.at(-1)?.id ?? null) : null, fired };
  },
});
