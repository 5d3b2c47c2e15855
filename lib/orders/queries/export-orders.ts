import type { ListState } from "@/lib/list/params";
import { knowingFew, type ListContext, listOrders, type OrderRow } from "./list-orders";

const rowsAtOnce = 500;

/** Every order the list's filters find, in its order, a page at a time: memory stays flat whatever there is. */
export async function* eachOrder(state: ListState, asked: ListContext): AsyncGenerator<OrderRow> {
  const context = await knowingFew(state, asked);
  for (let after = ""; ; ) {
    const page = await listOrders({ ...state, after, before: "" }, context, rowsAtOnce);
    yield* page.rows;
    if (!page.older) return;
    after = page.older;
  }
}
