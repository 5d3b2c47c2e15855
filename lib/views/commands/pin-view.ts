import { defineCommand } from "@/lib/command";
import { refuse } from "@/lib/core/result";
import { pinViewInput } from "../inputs";
import { lockView } from "../load-view";

const pinsAtMost = 8;

/** Keeps a view beside the tabs, for oneself: shared views too. */
export const pinView = defineCommand({
  name: "views.pin",
  permission: "views.save",
  input: pinViewInput,
  refusals: ["view_not_found", "too_many_pins"],
  async run({ tx, actor, now }, { number, pinned }) {
    const view = await lockView(tx, actor, number);
    if (!view) return refuse("view_not_found");
    if (pinned) {
      const [row] = await tx.sql<{ count: number }[]>`
        select count(*)::int as count from saved_view_pins p join saved_views v on v.id = p.view_id
        where p.staff_id = ${actor.id} and v.list = ${view.list} and p.view_id <> ${view.id}`;
      if ((row?.count ?? 0) >= pinsAtMost) return refuse("too_many_pins", { most: pinsAtMost });
      await tx.sql`
        insert into saved_view_pins (view_id, staff_id, pinned_at) values (${view.id}, ${actor.id}, ${now.toISOString()})
        on conflict do nothing`;
    } else await tx.sql`delete from saved_view_pins where view_id = ${view.id} and staff_id = ${actor.id}`;
    return { number };
  },
});
