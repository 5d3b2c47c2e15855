import { recordAudit } from "@/lib/audit";
import { defineCommand } from "@/lib/command";
import { saveTaxRateInput } from "../inputs";

/** Sets the rate of a country and class, new or not. Orders keep the rate they were written with. */
export const saveTaxRate = defineCommand({
  name: "settings.save_tax_rate",
  permission: "settings.edit",
  input: saveTaxRateInput,
  refusals: [],
  async run(context, { country, taxClass, percent: rate, label }) {
    await context.tx.sql`
      insert into tax_rates (country, tax_class, rate, label) values (${country}, ${taxClass}, ${rate}, ${label})
      on conflict (country, tax_class) do update set rate = excluded.rate, label = excluded.label`;
    await recordAudit(context, "settings.tax_rate_saved", `${country} ${taxClass}`, { rate, label });
    return { country, taxClass };
  },
});
