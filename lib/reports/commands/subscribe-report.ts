import { defineCommand } from "@/lib/command";
import { newId } from "@/lib/core/ids";
import { refuse } from "@/lib/core/result";
import { subscribeReportInput } from "../inputs";
import { nextDue } from "../rules/schedule";

/** Sends a report to whoever asks, as often as they say; asked for again, it only changes the hour. Refuses "forbidden" to programs. */
export const subscribeReport = defineCommand({
  name: "reports.subscribe",
  permission: "reports.read",
  input: subscribeReportInput,
  refusals: ["forbidden"],
  async run({ tx, actor, shop, now }, { report, rhythm, hour, address }) {
    if (actor.type !== "staff") return refuse("forbidden", { permission: "reports.read" });
    const next = nextDue({ rhythm, hour }, now, shop.timeZone).at;
    await tx.sql`
      insert into report_subscriptions (id, staff_id, report, rhythm, hour, address, next_at)
      values (${newId()}, ${actor.id}, ${report}, ${rhythm}, ${hour}, ${address}, ${next.toISOString()})
      on conflict (staff_id, report, rhythm) do update set hour = excluded.hour, address = excluded.address, next_at = excluded.next_at`;
    return { next: next.toISOString() };
  },
});
