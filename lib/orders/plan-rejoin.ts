import type { Tx } from "@/db/transaction";
import { isRefusal, type Refusal, refuse } from "@/lib/core/result";
import { headsOf } from "@/lib/orders/load-moved";
import type { Plan } from "@/lib/orders/rules/plan";
import { type Moved, type PlannedRejoins, planRejoins, type RejoinRefusal } from "@/lib/orders/rules/rejoin";
import type { OrderState } from "@/lib/orders/rules/state";
import { loadRefundsOf } from "@/lib/payments/load-refunds";

type RejoinContext = { tx: Tx; now: Date; shop: { currency: string } };

type Lineage = Moved & { id: string; fromId: string; toId: string };

/** Plans that put orders back to what they were before splits and merges of them, whose facts are read. */
export type Rejoin = {
  /** Which of two orders has units of the other by what was done with them last, whichever is named first. */
  sides: (one: OrderState, other: OrderState) => { home: OrderState; holder: OrderState } | Refusal<"not_related">;
  /** Gives units that an order holds back to where they came from, one after another. */
  plan: (holder: OrderState, homes: readonly OrderState[]) => PlannedRejoins<"not_related">;
  /** The row that tells that they belong together. */
  lineageOf: (home: OrderState, holder: OrderState) => string | undefined;
};

/** Reads at once what taking splits and merges among these orders back depends on; the command locks what tells of them. */
export async function rejoinsOf(
  { tx, now, shop }: RejoinContext,
  orders: readonly OrderState[],
  lock = false,
): Promise<Rejoin> {
  const ids = orders.map(({ id }) => id);
  const [lineages, refunds, heads] = await Promise.all([
    tx.sql<Lineage[]>`
      select id, kind, from_id as "fromId", to_id as "toId", lines, kept from order_lineage
      where from_id = any(${ids}::uuid[]) and to_id = any(${ids}::uuid[])
        and kind in ('split', 'merged') and undone_at is null
      order by created_at, id ${lock ? tx.sql`for update` : tx.sql``}`,
    loadRefundsOf(tx, ids),
    headsOf(tx, ids),
  ]);
  // What was split went from home to the holder; what was merged went the same way. The latest counts.
  const latest = new Map(lineages.map((lineage) => [`${lineage.fromId} ${lineage.toId}`, lineage]));
  const between = (home: OrderState, holder: OrderState) => latest.get(`${home.id} ${holder.id}`);
  const placeOf = (lineage: Lineage | undefined) => (lineage ? lineages.indexOf(lineage) : -1);
  const unrelated = (one: OrderState, other: OrderState) =>
    refuse("not_related", { number: one.number, other: other.number });
  return {
    sides: (one, other) => {
      const [there, back] = [between(one, other), between(other, one)];
      if (!there && !back) return unrelated(one, other);
      // A part that was split off and merged into its order again: what was done last is taken back first.
      return placeOf(there) > placeOf(back) ? { home: one, holder: other } : { home: other, holder: one };
    },
    plan: (holder, homes) =>
      planRejoins(
        holder,
        homes.map((home) => ({ home, moved: between(home, holder) ?? unrelated(home, holder) })),
        {
          ...{ now, shopCurrency: shop.currency, refunds: refunds.get(holder.id) ?? [] },
          fields: { ...heads.get(holder.id), promisedAt: holder.promisedAt },
        },
      ),
    lineageOf: (home, holder) => between(home, holder)?.id,
  };
}

/** The plans of a split or a merge of two orders that is taken back, the one first to which the units return. */
export async function planOrdersRejoin(
  context: RejoinContext,
  one: OrderState,
  other: OrderState,
): Promise<[home: Plan, holder: Plan] | Refusal<RejoinRefusal | "not_related">> {
  const rejoin = await rejoinsOf(context, [one, other]);
  const sides = rejoin.sides(one, other);
  if (isRefusal(sides)) return sides;
  const { homes, holder } = rejoin.plan(sides.holder, [sides.home]);
  const [home] = homes;
  if (isRefusal(home)) return home;
  return home && holder ? [home, holder] : refuse("not_related", { number: one.number, other: other.number });
}
