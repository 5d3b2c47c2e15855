import { savedViewPins, savedViews } from "@/db/schema/plumbing";
import { may } from "@/lib/actor";
import { recordAudit } from "@/lib/audit";
import { defineCommand } from "@/lib/command";
import { newId } from "@/lib/core/ids";
import { refuse } from "@/lib/core/result";
import { saveViewInput } from "../inputs";

const viewsAtMost = 100;

/** Keeps a state of a list under a name: for oneself, or with the permission for roles. */
export const saveView = defineCommand({
  name: "views.save",
  permission: "views.save",
  input: saveViewInput,
  refusals: ["forbidden", "view_name_taken", "too_many_views"],
  async run(context, { list, name, query, sharedWith, pinned }) {
    const { tx, actor, now } = context;
    if (sharedWith.length > 0 && !may(actor, "views.share")) return refuse("forbidden", { permission: "views.share" });
    const own = await tx.sql<{ name: string }[]>`
      select lower(name) as name from saved_views where staff_id = ${actor.id} and list = ${list}`;
    if (own.length >= viewsAtMost) return refuse("too_many_views", { most: viewsAtMost });
    if (own.some((view) => view.name === name.toLowerCase())) return refuse("view_name_taken", { name });
    const id = newId();
    const [saved] = await tx.db
      .insert(savedViews)
      .values({ id, staffId: actor.id, list, name, query, sharedWith, createdAt: now, updatedAt: now })
      .returning({ number: savedViews.number });
    if (pinned) await tx.db.insert(savedViewPins).values({ viewId: id, staffId: actor.id, pinnedAt: now });
    if (sharedWith.length > 0) await recordAudit(context, "view.shared", name, { list, with: sharedWith });
    return { number: saved?.number ?? 0 };
  },
});
