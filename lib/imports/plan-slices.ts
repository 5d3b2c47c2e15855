import { setImmediate as turn } from "node:timers/promises";
import type { Minor } from "@/lib/core/money";
import type { Plan } from "@/lib/orders/rules/plan";
import { type Aside, type PostContext, post, postAside, stockToPost } from "@/lib/post";

/** What is kept of an order that was posted; its lines are let go, as they are half a million in a book. */
export type PostedOrder = { currency: string; totalMinor: Minor };

/** Enough lines that a statement's own cost is small beside them, and no more than a socket takes at once. */
const LINES_AT_ONCE = 2000;
/** Few at first, as PostgreSQL has nothing to do until they come. */
const LINES_AT_FIRST = 200;

/**
 * Posts the plans of new orders of one transaction in slices: while PostgreSQL writes one slice the next is planned.
 * Money moves once for all of them at the end. So do goods, but by the caller's hand: see `end`.
 */
export class PlanSlices {
  readonly #context: PostContext;
  readonly #sent: Promise<PostedOrder[]>[] = [];
  #plans: Plan[] = [];
  readonly #aside: Aside = { stock: [], payments: [] };
  #lines = 0;
  #atOnce = LINES_AT_FIRST;
  #count = 0;

  constructor(context: PostContext) {
    this.#context = context;
  }

  /** Takes one more plan and gives its place among what `end` answers. */
  async add(plan: Plan): Promise<number> {
    this.#plans.push(plan);
    this.#lines += plan.create?.lines.length ?? 1;
    if (this.#lines >= this.#atOnce) {
      this.#atOnce = Math.min(this.#atOnce * 2, LINES_AT_ONCE);
      this.#send();
      // The statements leave while this waits, and what has come back is read.
      await turn();
    }
    this.#count += 1;
    return this.#count - 1;
  }

  /**
   * Sends the rest. Goods are moved by `moveStock`, once for all orders, so that each level is touched once and in the
   * house's one order, and when the caller has something to do while PostgreSQL writes it.
   */
  async end(): Promise<{ posted: PostedOrder[]; moveStock: () => void }> {
    this.#send();
    const { stock, payments } = this.#aside;
    postAside(this.#context, { stock: [], payments });
    // The statements leave while this waits.
    await turn();
    const moveStock = stockToPost(this.#context, stock);
    return { posted: (await Promise.all(this.#sent)).flat(), moveStock };
  }

  #send(): void {
    if (this.#plans.length === 0) return;
    const posting = post(this.#context, this.#plans, this.#aside).then((posted) =>
      posted.map(({ after: { currency, totalMinor } }) => ({ currency, totalMinor })),
    );
    // A failure is seen at the end; until then nobody may take it for unhandled.
    posting.catch(() => {});
    this.#sent.push(posting);
    this.#plans = [];
    this.#lines = 0;
  }
}
