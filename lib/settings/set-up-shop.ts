import type postgres from "postgres";
import { z } from "zod";
import { transact } from "@/db/transaction";
import { systemActor } from "@/lib/actor";
import { recordAudit } from "@/lib/audit";
import { newId } from "@/lib/core/ids";
import { assert, type Refusal, refuse } from "@/lib/core/result";
import type { Locale } from "@/lib/i18n/locales";
import { addKnownCarriers } from "@/lib/shipping/add-known-carriers";
import { firstCarriers } from "@/lib/shipping/rules/known-carriers";
import { createStaff } from "@/lib/staff/create-staff";
import { emailAddress, personName } from "@/lib/staff/inputs";
import { setUpShopInput } from "./inputs";
import { countryDefaults, firstTaxRates } from "./rules/country-defaults";
import { defaultRefundLimits, defaultReviewPolicy } from "./rules/default-policy";
import { percentToRate } from "./rules/percent";

export const firstRunInput = z.strictObject({
  shop: setUpShopInput,
  owner: z.strictObject({ name: personName, email: emailAddress, passwordHash: z.string() }),
});

/**
 * Makes the shop, its owner, one warehouse, the channels every shop has, the tax rates and the carriers of its country: once, ever. It is no command, because no
 * command can run before there is a shop. Refuses "already_set_up", also to the second of two at the same moment.
 */
export async function setUpShop(
  input: z.output<typeof firstRunInput>,
): Promise<{ staffId: string; version: number } | Refusal<"already_set_up" | "busy">> {
  const outcome = await transact(async (tx) => {
    // Nobody can become staff while this looks whether anybody is.
    await tx.sql`lock table staff in share row exclusive mode`;
    const [somebody] = await tx.sql`select 1 from staff limit 1`;
    if (somebody) return refuse("already_set_up");
    const { name, country, currency, timeZone, locale } = input.shop;
    const chinese = chineseNames[locale];
    const home = JSON.stringify({ lines: [], country });
    const place = JSON.stringify({ lines: [], city: "", country, phone: "" });
    const pricesIncludeTax = countryDefaults(country).tax?.pricesIncludeTax ?? true;
    await tx.sql`
      insert into shops (id, name, currency, time_zone, locale, address, prices_include_tax, review_policy, refund_limits)
      values (1, ${name}, ${currency}, ${timeZone}, ${locale}, ${home}::text::jsonb,
        ${pricesIncludeTax}, ${JSON.stringify(defaultReviewPolicy)}::text::jsonb,
        ${JSON.stringify(defaultRefundLimits)}::text::jsonb)
      on conflict (id) do nothing`;
    await tx.sql`
      insert into locations (id, code, name, name_zh, address)
      values (${newId()}, 'MAIN', 'Main warehouse', ${chinese.warehouse}, ${place}::text::jsonb)
      on conflict (code) do nothing`;
    for (const channel of firstChannels) {
      await tx.sql`
        insert into channels (id, code, name, name_zh, kind, currency, prices_include_tax)
        values (${newId()}, ${channel.code}, ${channel.name}, ${chinese[channel.code]}, ${channel.code}, ${currency},
          ${pricesIncludeTax})
        on conflict (code) do nothing`;
    }
    for (const { taxClass, percent, label } of firstTaxRates(country)) {
      await tx.sql`
        insert into tax_rates (country, tax_class, rate, label)
        values (${country}, ${taxClass}, ${percentToRate(percent)}, ${label})
        on conflict (country, tax_class) do nothing`;
    }
    await addKnownCarriers(tx, firstCarriers(country));
    const owner = await createStaff(tx, { ...input.owner, role: "owner", preferences: { locale } });
    assert(owner, "an e-mail address is taken where there is no staff");
    await recordAudit({ tx, actor: systemActor("first run") }, "shop.set_up", name, { owner: input.owner.email });
    return { staffId: owner.id, version: 1 };
  });
  return outcome as { staffId: string; version: number } | Refusal<"already_set_up" | "busy">;
}

/** Orders taken by phone or mail, read from files, and sent by programs. */
const firstChannels = [
  { code: "manual", name: "Phone and mail" },
  { code: "import", name: "File import" },
  { code: "api", name: "API" },
] as const;

const simplified = { warehouse: "主仓", manual: "人工录单", import: "文件导入", api: "接口" };
/** Chinese names of what is there from the start, in the characters that the owner reads. */
const chineseNames: Record<Locale, typeof simplified> = {
  en: simplified,
  "zh-CN": simplified,
  "zh-TW": { warehouse: "主倉", manual: "人工建單", import: "檔案匯入", api: "API" },
};

/** Whether the first-run page is still open: nobody is staff yet. */
export async function awaitsSetUp(sql: postgres.ISql): Promise<boolean> {
  const [somebody] = await sql`select 1 from staff limit 1`;
  return !somebody;
}
