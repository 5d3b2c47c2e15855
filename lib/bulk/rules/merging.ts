import { type Refusal, refuse } from "@/lib/core/result";
import { type MergeObstacle, type MergeSide, mergedAtMost, obstacleToMerge } from "@/lib/orders/rules/merge";

/** One of the selected orders, as merging looks at it. */
export type MergeChoice = { number: string; side: MergeSide };

export type MergeGroup<Choice extends MergeChoice> = { into: Choice; from: Choice[] };

/** Why one of many orders stays as it is, told without the order it was compared with. */
const alone = {
  merge_closed: "bulk_merge_closed",
  merge_picked: "bulk_merge_picked",
  merge_held: "bulk_merge_held",
  merge_customer: "bulk_merge_customer",
  merge_currency: "bulk_merge_currency",
  merge_channel: "bulk_merge_channel",
  merge_address: "bulk_merge_address",
  merge_payment: "bulk_merge_payment",
  merge_approval: "bulk_merge_approval",
  merge_given_back: "bulk_merge_given_back",
  merge_open_payment: "bulk_merge_open_payment",
  merge_gift: "bulk_merge_gift",
  merge_part: "bulk_merge_alone",
} as const satisfies Record<MergeObstacle, string>;

/**
 * Puts orders, oldest first, into groups of which each becomes one order: the oldest that counts as one takes in all that
 * may go into it, then the oldest of the rest does. Of each order that is in no group it says why.
 */
export function groupMerges<Choice extends MergeChoice>(
  choices: readonly Choice[],
): { groups: MergeGroup<Choice>[]; refused: Map<string, Refusal> } {
  const groups: MergeGroup<Choice>[] = [];
  const refused = new Map<string, Refusal>();
  for (const ofOne of Map.groupBy(choices, ({ side }) => side.customerId).values()) {
    const able: Choice[] = [];
    for (const choice of ofOne) {
      const obstacle = obstacleToMerge(choice.side, choice.side);
      if (obstacle) refused.set(choice.number, refuse(alone[obstacle]));
      else able.push(choice);
    }
    // A part does not count as an order: it goes into another, and another does not go into it.
    let rest = [...able.filter(({ side }) => side.counted), ...able.filter(({ side }) => !side.counted)];
    for (let into = rest[0]; into; into = rest[0]) {
      const taker = into;
      const from = rest
        .slice(1)
        .filter(({ side }) => obstacleToMerge(taker.side, side) === undefined)
        .slice(0, mergedAtMost);
      if (from.length > 0) groups.push({ into: taker, from });
      else refused.set(taker.number, refuse(whyAlone(taker, able)));
      const gone = new Set([taker, ...from]);
      rest = rest.filter((choice) => !gone.has(choice));
    }
  }
  return { groups, refused };
}

function whyAlone(choice: MergeChoice, able: readonly MergeChoice[]): string {
  const other = able.find((candidate) => candidate !== choice);
  const obstacle = other && obstacleToMerge(other.side, choice.side);
  return obstacle ? alone[obstacle] : "bulk_merge_alone";
}
