import { readTogether } from "@/db/transaction";
import { type Actor, may } from "@/lib/actor";
import { conflictsOf } from "@/lib/automation/load-rule";
import { matchOrders } from "@/lib/automation/match-orders";
import type { RuleBody } from "@/lib/automation/rules/body";
import type { Conflict } from "@/lib/automation/rules/conflicts";
import type { Saw } from "@/lib/automation/rules/evaluate";
import { foresee } from "@/lib/automation/rules/foresee";
import type { Outcome } from "@/lib/automation/rules/outcome";
import { assert } from "@/lib/core/result";
import { readHeads } from "@/lib/orders/lock-order";
import type { Stage } from "@/lib/orders/rules/state";
import { loadShop } from "@/lib/shop";

type DryRunOrder = { number: string; stage: Stage; currency: string; saw: Saw[]; would: Outcome[] };
export type DryRun = {
  looked: number;
  reached: number;
  /** Orders that match, newest first. */
  orders: DryRunOrder[];
  conflicts: Conflict[];
};

/** Orders that a dry run looks at. */
const dryRunOrders = 1000;

/** What a rule would do now to the latest orders, and what stands between it and the others. Nothing is written. */
export async function dryRun(
  actor: Actor,
  { rule, number }: { rule: RuleBody; number: number | null },
  now = new Date(),
): Promise<DryRun> {
  assert(may(actor, "automation.manage"), `${actor.role} may not automation.manage`);
  return readTogether(async (tx) => {
    const shop = await loadShop(tx.sql);
    const [{ looked, reached, matched }, conflicts] = await Promise.all([
      matchOrders(tx, { shop, now }, rule, { latest: dryRunOrders }),
      conflictsOf(tx, rule, number),
    ]);
    const heads = await readHeads(
      tx,
      matched.map((order) => order.number),
    );
    const byNumber = new Map(heads.map((head) => [head.number, head]));
    const orders = matched.flatMap(({ number: order, stage, saw, facts }) => {
      const head = byNumber.get(order);
      if (!head) return [];
      return { number: order, stage, currency: facts.currency, saw, would: foresee(rule.actions, head, facts) };
    });
    return { looked, reached, orders, conflicts };
  });
}
