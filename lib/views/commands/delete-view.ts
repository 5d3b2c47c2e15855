import { recordAudit } from "@/lib/audit";
import { defineCommand } from "@/lib/command";
import { refuse } from "@/lib/core/result";
import { viewRef } from "../inputs";
import { lockView, mayChange } from "../load-view";

/** Forgets a view, for everybody it was shared with. */
export const deleteView = defineCommand({
  name: "views.delete",
  permission: "views.save",
  input: viewRef,
  refusals: ["view_not_found", "forbidden"],
  async run(context, { number }) {
    const { tx, actor } = context;
    const view = await lockView(tx, actor, number);
    if (!view) return refuse("view_not_found");
    if (!mayChange(actor, view)) return refuse("forbidden", { permission: "views.share" });
    await tx.sql`delete from saved_views where id = ${view.id}`;
    if (view.sharedWith.length > 0)
      await recordAudit(context, "view.deleted", view.name, {
        list: view.list,
        query: view.query,
        with: view.sharedWith,
      });
    return { number };
  },
});
