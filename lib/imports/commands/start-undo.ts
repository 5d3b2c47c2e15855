import { defineCommand } from "@/lib/command";
import { refuse } from "@/lib/core/result";
import { enqueue } from "@/lib/jobs/queue";
import { importRef } from "../inputs";
import { loadImport } from "../load-import";
import { foreignRefunds, itemsGone, movedOrders } from "../moved-orders";

/** Orders that are named when an import cannot be undone. */
const namedAtMost = 10;

/**
 * Begins to take back all of an import, while nothing of it has moved. Refuses "import_not_done", "import_has_moved"
 * (with the orders and how many), "credits_on_other_orders" and "import_stock_gone".
 */
export const startUndo = defineCommand({
  name: "imports.start_undo",
  permission: "imports.undo",
  input: importRef,
  refusals: ["not_found", "import_not_done", "import_has_moved", "credits_on_other_orders", "import_stock_gone"],
  async run({ tx, now }, { number }) {
    const loaded = await loadImport(tx.sql, { number }, true);
    if (!loaded) return refuse("not_found", { number });
    const stopped = loaded.status === "failed" && loaded.facts.started === true;
    if (loaded.status !== "done" && !stopped) return refuse("import_not_done", { number });
    const moved = await movedOrders(tx.sql, loaded.id, namedAtMost);
    if (moved.count > 0) {
      return refuse("import_has_moved", { count: moved.count, orders: moved.orders.map((order) => order.number) });
    }
    const foreign = await foreignRefunds(tx.sql, loaded.id);
    if (foreign.length > 0) return refuse("credits_on_other_orders", { orders: foreign });
    const gone = await itemsGone(tx.sql, loaded.id, loaded.number);
    if (gone.length > 0) return refuse("import_stock_gone", { items: gone });
    await tx.sql`
      update imports set status = 'undoing', error = '', heartbeat_at = ${now.toISOString()},
        facts = facts || '{"undo": {"phase": "orders", "after": "", "orders": 0, "kept": 0}}'::jsonb
      where id = ${loaded.id}`;
    await enqueue(tx, [{ queue: "imports.undo", data: { importId: loaded.id } }]);
    return { number, id: loaded.id };
  },
});
