import { eq } from "drizzle-orm";
import { savedViews } from "@/db/schema/plumbing";
import { may } from "@/lib/actor";
import { recordAudit } from "@/lib/audit";
import { defineCommand } from "@/lib/command";
import { refuse } from "@/lib/core/result";
import { changeViewInput } from "../inputs";
import { lockView, mayChange } from "../load-view";

/** Renames a view, gives it what the list shows now, or shares it with other roles. */
export const changeView = defineCommand({
  name: "views.change",
  permission: "views.save",
  input: changeViewInput,
  refusals: ["forbidden", "view_not_found", "view_name_taken"],
  async run(context, { number, name, query, sharedWith }) {
    const { tx, actor, now } = context;
    const view = await lockView(tx, actor, number);
    if (!view) return refuse("view_not_found");
    const shares = sharedWith !== undefined && sharedWith.join() !== view.sharedWith.join();
    if (!mayChange(actor, view) || (shares && !may(actor, "views.share")))
      return refuse("forbidden", { permission: "views.share" });
    if (name !== undefined) {
      const [taken] = await tx.sql`
        select 1 from saved_views
        where staff_id = ${view.staffId} and list = ${view.list} and lower(name) = lower(${name}) and id <> ${view.id}`;
      if (taken) return refuse("view_name_taken", { name });
    }
    await tx.db
      .update(savedViews)
      .set({
        ...(name === undefined ? {} : { name }),
        ...(query === undefined ? {} : { query }),
        ...(sharedWith === undefined ? {} : { sharedWith }),
        updatedAt: now,
      })
      .where(eq(savedViews.id, view.id));
    if (shares)
      await recordAudit(context, "view.shared", name ?? view.name, {
        list: view.list,
        from: view.sharedWith,
        with: sharedWith,
      });
    return { number };
  },
});
