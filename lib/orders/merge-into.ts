import type { CommandContext } from "@/lib/command";
import { assert, isRefusal, type Refusal } from "@/lib/core/result";
import { lockLevels } from "@/lib/inventory/lock-levels";
import { insertParts } from "@/lib/orders/insert-parts";
import { mergesOf } from "@/lib/orders/plan-merge";
import type { MergeObstacle } from "@/lib/orders/rules/merge";
import type { Plan } from "@/lib/orders/rules/plan";
import type { OrderState } from "@/lib/orders/rules/state";
import { type Posted, post } from "@/lib/post";

/** Orders that become one: the one that stays, and those that go into it, in their sequence. */
export type MergeGroup = { into: OrderState; from: readonly OrderState[] };

type MergeWords = {
  note: string;
  /** Names the change of many orders that the merge is part of. */
  tell?: (plan: Plan) => Plan;
};

/**
 * Merges groups of orders that are locked, no order in two of them, all by one posting. Answers for each group how its
 * orders were posted, by their ids, or why nothing of it was written.
 */
export async function mergeInto(
  context: CommandContext,
  groups: readonly MergeGroup[],
  { note, tell = (plan) => plan }: MergeWords,
): Promise<(Map<string, Posted> | Refusal<MergeObstacle>)[]> {
  const merge = await mergesOf(
    context,
    groups.flatMap(({ into, from }) => [into, ...from]),
  );
  const answers = groups.map((group) => ({ ...group, planned: merge(group.into, group.from, note) }));
  const going = answers.flatMap(({ planned, ...group }) =>
    isRefusal(planned) ? [] : [{ ...group, ...planned, group }],
  );
  const plans = going.flatMap(({ into, from }) => [into, ...from.map((gone) => gone.from)]);
  await lockLevels(
    context.tx,
    plans.flatMap(({ stock = [] }) => stock.map(({ variantId }) => variantId)),
  );
  const posted = new Map((await post(context, plans.map(tell))).map((one) => [one.id, one]));
  const parts = going.flatMap(({ group, from }) =>
    from.map(({ lines, kept }, index) => {
      const source = group.from[index];
      assert(source, "each order that goes in has its plan");
      return { kind: "merged" as const, fromId: source.id, toId: group.into.id, lines, kept, reason: "", note };
    }),
  );
  await insertParts(context, parts);
  return answers.map(({ into, from, planned }) =>
    isRefusal(planned)
      ? planned
      : new Map([into, ...from].flatMap(({ id }) => (posted.has(id) ? [[id, posted.get(id) as Posted] as const] : []))),
  );
}
