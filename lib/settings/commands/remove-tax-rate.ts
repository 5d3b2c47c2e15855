import { recordAudit } from "@/lib/audit";
import { defineCommand } from "@/lib/command";
import { refuse } from "@/lib/core/result";
import { removeTaxRateInput } from "../inputs";

/** Takes a rate away: the country falls back to "*". Refuses "gone". */
export const removeTaxRate = defineCommand({
  name: "settings.remove_tax_rate",
  permission: "settings.edit",
  input: removeTaxRateInput,
  refusals: ["gone"],
  async run(context, { country, taxClass }) {
    const [removed] = await context.tx.sql<{ rate: string }[]>`
      delete from tax_rates where country = ${country} and tax_class = ${taxClass} returning rate`;
    if (!removed) return refuse("gone");
    await recordAudit(context, "settings.tax_rate_removed", `${country} ${taxClass}`, { rate: removed.rate });
    return { country, taxClass };
  },
});
