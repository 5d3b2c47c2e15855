import { defineCommand } from "@/lib/command";
import { refuse } from "@/lib/core/result";
import { unsubscribeReportInput } from "../inputs";

/** Stops a report that the person gets by mail; nobody stops another's. Refuses "gone". */
export const unsubscribeReport = defineCommand({
  name: "reports.unsubscribe",
  permission: "reports.read",
  input: unsubscribeReportInput,
  refusals: ["gone"],
  async run({ tx, actor }, { id }) {
    const [stopped] =
      await tx.sql`delete from report_subscriptions where id = ${id} and staff_id::text = ${actor.id} returning 1`;
    return stopped ? { id } : refuse("gone");
  },
});
