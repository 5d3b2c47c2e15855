import { connection } from "@/db/client";
import { transact } from "@/db/transaction";
import type { Actor } from "@/lib/actor";
import { loadSession } from "@/lib/auth/load-session";
import { hashPassword } from "@/lib/auth/password";
import { createVariants } from "@/lib/catalog/commands/create-variants";
import { run } from "@/lib/command";
import { assert, isRefusal } from "@/lib/core/result";
import { saveChannel } from "@/lib/settings/commands/save-channel";
import { saveLocation } from "@/lib/settings/commands/save-location";
import { saveTaxRate } from "@/lib/settings/commands/save-tax-rate";
import { updateReviewPolicy } from "@/lib/settings/commands/update-review-policy";
import { updateShop } from "@/lib/settings/commands/update-shop";
import { setUpShop } from "@/lib/settings/set-up-shop";
import { createStaff } from "@/lib/staff/create-staff";
import { demoEmail, demoPassword } from "@/lib/staff/rules/demo-logins";
import { type Role, roles } from "@/lib/staff/rules/permissions";
import { catalogue, type Good } from "./catalogue";
import { must } from "./must";
import type { ChannelCode } from "./rhythm";
import { openShipping } from "./shipping";
import { type WarehouseCode, warehouses } from "./warehouses";

export type DemoLogin = { role: Role; name: string; email: string; password: string };
export type DemoShop = { people: Readonly<Record<Role, Actor>>; goods: readonly Good[]; logins: DemoLogin[] };

export const shopZone = "Asia/Shanghai";

const names: Readonly<Record<Role, string>> = {
  owner: "林青禾",
  manager: "Helen Marsh",
  support: "陈雨",
  warehouse: "周伟",
  finance: "Sophie Turner",
  viewer: "Daniel Webb",
};

/** Opens 青禾生活馆 in an empty database: its people, warehouses, channels, carriers, taxes, rules and goods. */
export async function openDemoShop(openedAt: Date): Promise<DemoShop> {
  const passwordHash = await hashPassword(demoPassword);
  const opened = await setUpShop({
    shop: { name: "青禾生活馆 Greenleaf Living", country: "CN", currency: "CNY", timeZone: shopZone, locale: "en" },
    owner: { name: names.owner, email: demoEmail("owner"), passwordHash },
  });
  assert(!isRefusal(opened), "the demo fills an empty database only");
  const people = { owner: await actorOf(opened.staffId) } as Record<Role, Actor>;
  for (const role of roles) {
    if (role === "owner") continue;
    const person = { email: demoEmail(role), name: names[role], role, passwordHash };
    const created = await transact((tx) => createStaff(tx, person));
    assert(created && !isRefusal(created), `${role} is not there yet`);
    people[role] = await actorOf(created.id);
  }
  const { owner } = people;
  await describeShop(owner, openedAt);
  const locations = await openWarehouses(owner, openedAt);
  await openChannels(owner, locations, openedAt);
  await openShipping(owner, openedAt);
  for (const [country, taxClass, percent, label] of taxes) {
    must(await run(saveTaxRate, owner, { country, taxClass, percent, label }, { now: openedAt }));
  }
  const { products, goods } = catalogue();
  must(await run(createVariants, people.manager, { products }, { now: openedAt }));
  // The limits of refunds were read before the shop had any.
  for (const role of roles) people[role] = await actorOf(people[role].id);
  const logins = roles.map((role) => ({ role, name: names[role], email: demoEmail(role), password: demoPassword }));
  return { people, goods, logins };
}

async function actorOf(staffId: string): Promise<Actor> {
  const session = await loadSession(connection().sql, { staffId, version: 1 });
  assert(session, "a person of the demo can sign in");
  return session.actor;
}

async function describeShop(owner: Actor, now: Date): Promise<void> {
  const shop = {
    name: "青禾生活馆 Greenleaf Living",
    legalName: "青禾（上海）家居有限公司",
    email: "hello@greenleaf-living.example",
    phone: "021 6433 0925",
    addressLines: "徐汇区武康路 376 号\n上海市 200031",
    country: "CN",
    taxNumber: "91310104MA1FR8QH3X",
    currency: "CNY",
    timeZone: shopZone,
    locale: "en",
    pricesIncludeTax: true,
    orderPrefix: "CH-",
    promiseDays: 3,
  };
  must(await run(updateShop, owner, shop, { now }));
  const policy = {
    autoApprove: true,
    amountLimits: [
      { currency: "CNY", amount: "5000.00" },
      { currency: "GBP", amount: "500.00" },
      { currency: "EUR", amount: "500.00" },
      { currency: "USD", amount: "600.00" },
      { currency: "JPY", amount: "90000" },
    ],
    duplicateHours: 48,
    severities: {
      stock_short: "stop",
      payment_missing: "stop",
      unmapped_sku: "stop",
      address_incomplete: "stop",
      phone_malformed: "warn",
      email_malformed: "warn",
      amount_above_limit: "stop",
      likely_duplicate: "stop",
      price_below_cost: "stop",
      made_to_order: "warn",
      first_order: "warn",
    },
  };
  must(await run(updateReviewPolicy, owner, policy, { now }));
  // No command makes a shop a demo: nobody but this fill may.
  await connection().sql`update shops set demo = true`;
}

async function openWarehouses(owner: Actor, now: Date): Promise<Record<WarehouseCode, string>> {
  const [first] = await connection().sql<{ id: string }[]>`select id from locations where code = 'MAIN'`;
  const ids = {} as Record<WarehouseCode, string>;
  for (const [index, warehouse] of warehouses.entries()) {
    const id = index === 0 ? (first?.id ?? null) : null;
    ids[warehouse.code] = must(await run(saveLocation, owner, { ...warehouse, id, active: true }, { now })).id;
  }
  return ids;
}

type ChannelRow = {
  code: ChannelCode;
  name: string;
  nameZh: string;
  kind: string;
  currency: string;
  at: WarehouseCode | null;
  exclusive?: true;
};

const channelRows: readonly ChannelRow[] = [
  { code: "web-uk", name: "Web shop", nameZh: "英国官网", kind: "shopify", currency: "GBP", at: "LDS" },
  { code: "web-eu", name: "Web shop Europe", nameZh: "欧洲官网", kind: "woocommerce", currency: "EUR", at: "LDS" },
  { code: "taobao", name: "Taobao", nameZh: "淘宝", kind: "marketplace", currency: "CNY", at: "SH" },
  { code: "pinduoduo", name: "Pinduoduo", nameZh: "拼多多", kind: "marketplace", currency: "CNY", at: "GZ" },
  { code: "douyin", name: "Douyin", nameZh: "抖音小店", kind: "marketplace", currency: "CNY", at: "GZ" },
  { code: "wholesale", name: "Wholesale", nameZh: "批发", kind: "manual", currency: "GBP", at: "LDS", exclusive: true },
  { code: "manual", name: "Phone", nameZh: "电话", kind: "manual", currency: "CNY", at: "SH" },
  { code: "email", name: "E-mail", nameZh: "邮件", kind: "manual", currency: "GBP", at: "LDS" },
  { code: "counter", name: "Counter", nameZh: "门店", kind: "manual", currency: "CNY", at: "SH" },
];

async function openChannels(owner: Actor, locations: Record<WarehouseCode, string>, now: Date): Promise<void> {
  const known = await connection().sql<{ id: string; code: string }[]>`select id, code from channels`;
  for (const { code, at, exclusive, ...channel } of channelRows) {
    const input = {
      ...channel,
      id: known.find((each) => each.code === code)?.id ?? null,
      code,
      pricesIncludeTax: !exclusive,
      defaultLocationId: at && locations[at],
      active: true,
    };
    must(await run(saveChannel, owner, input, { now }));
  }
}

const taxes: readonly (readonly [country: string, taxClass: string, percent: string, label: string])[] = [
  ["CN", "standard", "13", "增值税 13%"],
  ["CN", "reduced", "9", "增值税 9%"],
  ["CN", "shipping", "6", "增值税 6%"],
  ["GB", "standard", "20", "VAT 20%"],
  ["GB", "reduced", "0", "VAT 0%"],
  ["GB", "shipping", "20", "VAT 20%"],
  ["DE", "standard", "19", "MwSt. 19%"],
  ["DE", "reduced", "7", "MwSt. 7%"],
  ["DE", "shipping", "19", "MwSt. 19%"],
  ["FR", "standard", "20", "TVA 20%"],
  ["FR", "reduced", "5.5", "TVA 5,5%"],
  ["FR", "shipping", "20", "TVA 20%"],
  ["NL", "standard", "21", "btw 21%"],
  ["NL", "reduced", "9", "btw 9%"],
  ["NL", "shipping", "21", "btw 21%"],
  ["IE", "standard", "23", "VAT 23%"],
  ["IE", "reduced", "0", "VAT 0%"],
  ["IE", "shipping", "23", "VAT 23%"],
  ["JP", "standard", "10", "消費税 10%"],
  ["JP", "reduced", "8", "消費税 8%"],
  ["JP", "shipping", "10", "消費税 10%"],
  ["*", "standard", "0", "Export"],
  ["*", "reduced", "0", "Export"],
  ["*", "shipping", "0", "Export"],
];
