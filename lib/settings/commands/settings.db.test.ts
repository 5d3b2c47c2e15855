import { describe, expect, it } from "vitest";
import { connection } from "@/db/client";
import { orders } from "@/db/schema/orders";
import { run } from "@/lib/command";
import { newId } from "@/lib/core/ids";
import { loadShop } from "@/lib/shop";
import { hire, openShop } from "@/lib/testing/people";
import { listNextNumbers } from "../queries";
import { defaultReviewPolicy, UNLIMITED } from "../rules/default-policy";
import { refundRoles } from "../rules/refund-roles";
import { removeTaxRate } from "./remove-tax-rate";
import { saveChannel } from "./save-channel";
import { saveLocation } from "./save-location";
import { saveTaxRate } from "./save-tax-rate";
import { setChannelSecret } from "./set-channel-secret";
import { updateRefundLimits } from "./update-refund-limits";
import { updateReviewPolicy } from "./update-review-policy";
import { updateShop } from "./update-shop";

const owner = await openShop();
const { sql } = connection();
const shopNow = () => loadShop(sql);
const audits = async () => (await sql`select 1 from audit_log`).length;

const shopInput = {
  name: "柳陶 Willow & Clay",
  legalName: "",
  email: "hello@shop.test",
  phone: "+86 21 5555 0101",
  addressLines: "  文三路 478 号 \n\n 杭州 ",
  country: "CN",
  taxNumber: "",
  currency: "CNY",
  timeZone: "Asia/Shanghai",
  locale: "zh-CN",
  pricesIncludeTax: true,
  orderPrefix: "WC-",
  promiseDays: "2",
};

describe("the shop", () => {
  it("is saved as typed, tidied, with what changed written down", async () => {
    expect(await run(updateShop, owner.actor, shopInput)).toMatchObject({ ok: true });
    expect(await shopNow()).toMatchObject({
      name: "柳陶 Willow & Clay",
      address: { lines: ["文三路 478 号", "杭州"], country: "CN" },
      orderPrefix: "WC-",
      promiseDays: 2,
      locale: "zh-CN",
    });
    const [entry] = await sql`select facts from audit_log where action = 'settings.shop_changed'`;
    expect(entry?.facts).toMatchObject({ orderPrefix: ["CH-", "WC-"], promiseDays: [3, 2] });
  });

  it("keeps its currency once it has orders", async () => {
    const inPounds = { ...shopInput, currency: "GBP" };
    expect(await run(updateShop, owner.actor, inPounds)).toMatchObject({ ok: true });
    const [channel] = await sql<{ id: string }[]>`select id from channels limit 1`;
    await connection()
      .db.insert(orders)
      .values({
        id: newId(),
        number: "WC-1",
        channelId: channel?.id ?? "",
        currency: "GBP",
        placedAt: new Date(),
        businessDay: "2026-11-21",
        stage: "draft",
        paymentMethod: "cash",
        pricesIncludeTax: true,
        itemsMinor: 0n,
        discountMinor: 0n,
        shippingMinor: 0n,
        taxMinor: 0n,
        totalMinor: 0n,
      });
    const outcome = await run(updateShop, owner.actor, shopInput);
    expect(outcome).toMatchObject({ ok: false, refusal: { code: "currency_in_use", facts: { currency: "GBP" } } });
    expect((await shopNow()).currency).toBe("GBP");
  });

  it.each([
    ["orderPrefix", "ch ", "bad_prefix"],
    ["promiseDays", "-1", "not_whole"],
    ["promiseDays", "1e1", "not_whole"],
    ["promiseDays", "91", "too_large"],
    ["timeZone", "Mars/Olympus", "unknown_zone"],
    ["currency", "XXX", "unknown_currency"],
    ["country", "XX", "not_a_country"],
    ["email", "nobody", "not_an_email"],
    ["name", "  ", "required"],
    ["name", "evil\u202Eeman", "forbidden_character"],
  ])("refuses %s %j", async (field, value, problem) => {
    const before = await audits();
    const outcome = await run(updateShop, owner.actor, { ...shopInput, [field]: value });
    expect(outcome).toMatchObject({ ok: false, fields: { [field]: [problem] } });
    expect(await audits()).toBe(before);
  });

  it("is not a matter for support", async () => {
    const { actor } = await hire("support");
    expect(await run(updateShop, actor, shopInput)).toMatchObject({ refusal: { code: "forbidden" } });
  });
});

describe("the review policy", () => {
  const policy = {
    autoApprove: false,
    amountLimits: [
      { currency: "CNY", amount: "8,000" },
      { currency: "JPY", amount: "90000" },
      { currency: "GBP", amount: " " },
    ],
    duplicateHours: "24",
    severities: { ...defaultReviewPolicy.severities, first_order: "warn" },
  };

  it("keeps limits in minor units of their own currency and drops blank ones", async () => {
    expect(await run(updateReviewPolicy, owner.actor, policy)).toMatchObject({ ok: true });
    expect((await shopNow()).reviewPolicy).toEqual({
      autoApprove: false,
      amountLimits: { CNY: "800000", JPY: "90000" },
      duplicateHours: 24,
      severities: { ...defaultReviewPolicy.severities, first_order: "warn" },
    });
  });

  it.each([
    [
      "an amount too fine for its currency",
      { amountLimits: [{ currency: "JPY", amount: "1.5" }] },
      "amountLimits.0.amount",
    ],
    ["a negative amount", { amountLimits: [{ currency: "CNY", amount: "-1" }] }, "amountLimits.0.amount"],
    [
      "a currency twice",
      {
        amountLimits: [
          { currency: "CNY", amount: "1" },
          { currency: "CNY", amount: "2" },
        ],
      },
      "amountLimits.1.currency",
    ],
    [
      "a check that does not exist",
      { severities: { ...policy.severities, moon_phase: "stop" } },
      "severities.moon_phase",
    ],
    ["hours beyond a month", { duplicateHours: "721" }, "duplicateHours"],
  ])("refuses %s", async (_, wrong, field) => {
    const outcome = await run(updateReviewPolicy, owner.actor, { ...policy, ...wrong });
    expect(outcome).toMatchObject({ ok: false, refusal: { code: "invalid_input" } });
    expect(Object.keys(outcome.ok ? {} : (outcome.fields ?? {}))).toContain(field);
  });

  it("gives a check that is newer than the stored policy its default", async () => {
    await sql`update shops set review_policy = review_policy #- '{severities,unmapped_sku}'`;
    expect((await shopNow()).reviewPolicy.severities.unmapped_sku).toBe("stop");
  });
});

it("refund limits are kept per role and currency, and hold from the next request", async () => {
  const support = await hire("support", "limited@shop.test");
  const roles = refundRoles.map((role) => ({
    role,
    unlimited: role === "owner",
    limits:
      role === "support"
        ? [
            { currency: "CNY", amount: "150" },
            { currency: "*", amount: "" },
          ]
        : [],
  }));
  expect(await run(updateRefundLimits, owner.actor, { roles })).toMatchObject({ ok: true });
  const { refundLimits } = await shopNow();
  expect(refundLimits).toEqual({ owner: { "*": UNLIMITED }, manager: {}, support: { CNY: "15000" }, finance: {} });
  expect(support.actor.refundLimits).not.toEqual(refundLimits.support);
});

describe("a tax rate", () => {
  const rate = { country: "CN", taxClass: "standard", percent: "13 %", label: "增值税" };
  const stored = () => sql`select rate::text, label from tax_rates where country = 'CN' and tax_class = 'standard'`;

  it("is set, set again and removed", async () => {
    await run(saveTaxRate, owner.actor, rate);
    expect(await run(saveTaxRate, owner.actor, { ...rate, percent: "9" })).toMatchObject({ ok: true });
    expect([...(await stored())]).toEqual([{ rate: "0.090000", label: "增值税" }]);
    const key = { country: "CN", taxClass: "standard" };
    expect(await run(removeTaxRate, owner.actor, key)).toMatchObject({ ok: true });
    expect(await run(removeTaxRate, owner.actor, key)).toMatchObject({ refusal: { code: "gone" } });
  });

  it.each([["100"], ["-1"], ["abc"], [""]])("of %j per cent is refused", async (percent) => {
    expect(await run(saveTaxRate, owner.actor, { ...rate, percent })).toMatchObject({
      refusal: { code: "invalid_input" },
    });
  });
});

describe("a warehouse", () => {
  const input = {
    id: null,
    code: "SH-1",
    name: "Shanghai",
    nameZh: "上海仓",
    addressLines: "",
    city: "上海",
    country: "CN",
    phone: "",
    priority: 10,
    active: true,
  };
  const main = async () => (await sql<{ id: string }[]>`select id from locations where code = 'MAIN'`)[0]?.id ?? "";

  it("has a code of its own, whatever its case", async () => {
    expect(await run(saveLocation, owner.actor, { ...input, code: "main" })).toMatchObject({
      refusal: { code: "code_taken" },
    });
  });

  it("stays open when it is the only one", async () => {
    const id = await main();
    const outcome = await run(saveLocation, owner.actor, { ...input, id, code: "MAIN", active: false });
    expect(outcome).toMatchObject({ refusal: { code: "last_location" } });
  });

  it("stays open while units are promised from it", async () => {
    const made = await run(saveLocation, owner.actor, input);
    const id = made.ok ? made.value.id : "";
    const [product, variant] = [newId(), newId()];
    await sql`insert into products (id, title) values (${product}, 'Mug')`;
    await sql`insert into variants (id, product_id, sku, title) values (${variant}, ${product}, 'MUG-1', 'Mug')`;
    await sql`insert into stock_levels (variant_id, location_id, on_hand, reserved) values (${variant}, ${id}, 5, 2)`;
    const close = { ...input, id, active: false };
    expect(await run(saveLocation, owner.actor, close)).toMatchObject({
      refusal: { code: "location_in_use", facts: { units: 2 } },
    });
    await sql`update stock_levels set reserved = 0 where location_id = ${id}`;
    expect(await run(saveLocation, owner.actor, close)).toMatchObject({ ok: true });
  });
});

describe("a channel", () => {
  const input = {
    id: null,
    code: "website",
    name: "Website",
    nameZh: "官网",
    kind: "shopify",
    currency: "GBP",
    pricesIncludeTax: true,
    defaultLocationId: null,
    active: true,
  };

  it("is added once, and its secret is kept but never written down", async () => {
    const made = await run(saveChannel, owner.actor, input);
    const id = made.ok ? made.value.id : "";
    expect(await run(saveChannel, owner.actor, input)).toMatchObject({ refusal: { code: "code_taken" } });
    const secret = "shpss_0123456789abcdef";
    expect(await run(setChannelSecret, owner.actor, { id, secret })).toMatchObject({
      ok: true,
      value: { code: "website" },
    });
    const [log] = await sql<{ text: string }[]>`select string_agg(facts::text, '') as text from audit_log`;
    expect(log?.text).not.toContain(secret);
    expect(await run(setChannelSecret, owner.actor, { id, secret: "short" })).toMatchObject({
      fields: { secret: ["secret_short"] },
    });
  });

  it("ships from a warehouse that is open", async () => {
    const outcome = await run(saveChannel, owner.actor, { ...input, code: "other", defaultLocationId: newId() });
    expect(outcome).toMatchObject({ refusal: { code: "closed_location" } });
  });
});

it("the next number of an order is the one the database gives out", async () => {
  const shown = (await listNextNumbers(owner.actor)).find(({ name }) => name === "order")?.next;
  const [given] = await sql`select nextval('order_number_seq')::text as next`;
  expect(given?.next).toBe(shown);
  expect((await listNextNumbers(owner.actor)).find(({ name }) => name === "order")?.next).toBe(
    String(Number(shown) + 1),
  );
});

it("the database itself refuses to lose the last owner", async () => {
  await expect(sql`update staff set role = 'viewer' where id = ${owner.id}`).rejects.toThrow("keeps an owner");
  await expect(sql`delete from staff where id = ${owner.id}`).rejects.toThrow("keeps an owner");
});
