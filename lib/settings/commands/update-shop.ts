import { recordAudit } from "@/lib/audit";
import { defineCommand } from "@/lib/command";
import { refuse } from "@/lib/core/result";
import { updateShopInput } from "../inputs";

/**
 * Sets who the shop is and how it counts. Its currency stays once orders exist: reports add up in it.
 * Refuses "currency_in_use".
 */
export const updateShop = defineCommand({
  name: "settings.update_shop",
  permission: "settings.edit",
  input: updateShopInput,
  refusals: ["currency_in_use"],
  async run(context, input) {
    const { sql } = context.tx;
    const { currency: before } = context.shop;
    if (input.currency !== before) {
      const [used] = await sql`select 1 from orders limit 1`;
      if (used) return refuse("currency_in_use", { currency: before });
    }
    const address = JSON.stringify({ lines: input.addressLines, country: input.country });
    await sql`
      update shops set
        name = ${input.name}, legal_name = ${input.legalName}, email = ${input.email}, phone = ${input.phone},
        address = ${address}::text::jsonb, tax_number = ${input.taxNumber}, currency = ${input.currency},
        time_zone = ${input.timeZone}, locale = ${input.locale}, prices_include_tax = ${input.pricesIncludeTax},
        order_prefix = ${input.orderPrefix}, promise_days = ${input.promiseDays}, updated_at = now()
      where id = 1`;
    await recordAudit(context, "settings.shop_changed", input.name, changesOf(context.shop, input));
    return { name: input.name };
  },
});

/** Field → [before, after] of what is different; what is written to the audit log. */
function changesOf(before: object, after: object): Record<string, unknown> {
  const old = new Map<string, unknown>(Object.entries(before));
  return Object.fromEntries(
    Object.entries(after)
      .filter(([field, value]) => old.has(field) && old.get(field) !== value)
      .map(([field, value]) => [field, [old.get(field), value]]),
  );
}
