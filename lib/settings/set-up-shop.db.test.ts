import { expect, it } from "vitest";
import { connection } from "@/db/client";
import { isRefusal } from "@/lib/core/result";
import { awaitsSetUp, setUpShop } from "./set-up-shop";

const first = (name: string) =>
  setUpShop({
    shop: { name, country: "GB", currency: "GBP", timeZone: "Europe/London", locale: "zh-TW" },
    owner: { name: "Olive", email: `${name}@shop.test`, passwordHash: "$argon2id$" },
  });

it("makes one shop and one owner, however many ask at once, and is closed for ever after", async () => {
  const { sql } = connection();
  expect(await awaitsSetUp(sql)).toBe(true);
  const outcomes = await Promise.all(["a", "b", "c"].map(first));
  expect(outcomes.filter((outcome) => !isRefusal(outcome))).toHaveLength(1);
  expect(await awaitsSetUp(sql)).toBe(false);
  const [made] = await sql`
    select (select count(*)::int from shops) shops, (select count(*)::int from staff) people,
      (select count(*)::int from locations) locations, (select count(*)::int from channels) channels`;
  expect(made).toEqual({ shops: 1, people: 1, locations: 1, channels: 3 });
  expect(await sql`select name_zh from channels union select name_zh from locations order by 1`).toEqual(
    ["API", "主倉", "人工建單", "檔案匯入"].map((name) => ({ name_zh: name })),
  );
  expect(await sql`select country, tax_class, rate::text, label from tax_rates order by tax_class`).toEqual([
    { country: "GB", tax_class: "reduced", rate: "0.050000", label: "VAT 5%" },
    { country: "GB", tax_class: "shipping", rate: "0.200000", label: "VAT 20%" },
    { country: "GB", tax_class: "standard", rate: "0.200000", label: "VAT 20%" },
  ]);
  expect(await first("d")).toMatchObject({ refused: true, code: "already_set_up" });
});
