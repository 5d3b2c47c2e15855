import { recordAudit } from "@/lib/audit";
import { defineCommand } from "@/lib/command";
import { exportReportInput } from "../inputs";

/** Writes down who takes which figures out of the house; the file follows only when this is done. */
export const exportReport = defineCommand({
  name: "reports.export",
  permission: "reports.export",
  input: exportReportInput,
  refusals: [],
  async run(context, input) {
    await recordAudit(context, "reports.exported", `sales ${input.table}`, input);
    return { table: input.table };
  },
});
