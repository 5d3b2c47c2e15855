import type { Page } from "@playwright/test";
import type { Locale } from "../lib/i18n/locales";
import { type Permission, type Role, roleMay, roles } from "../lib/staff/rules/permissions";
import { expect, expectAccessible, test } from "./fixtures";

/** Every screen that has an address of its own, and what it asks for. */
const screens: readonly (readonly [path: string, permission: Permission | null])[] = [
  ["/", "home.read"],
  ["/orders", "orders.read"],
  ["/orders/new", "orders.create"],
  ["/review", "orders.review"],
  ["/exceptions", "exceptions.read"],
  ["/exceptions?tab=closed", "exceptions.read"],
  ["/fulfilment", "fulfilment.read"],
  ["/stock", "stock.read"],
  ["/stock?state=low", "stock.read"],
  ["/stock/warnings", "stock.read"],
  ["/stock/receive", "stock.receive"],
  ["/stock/adjust", "stock.adjust"],
  ["/stock/transfer", "stock.transfer"],
  ["/stock/TW101-OLV", "stock.read"],
  ["/products", "catalogue.read"],
  ["/products/new", "catalogue.edit"],
  ["/products/TW101-OLV", "catalogue.read"],
  ["/customers", "customers.read"],
  ["/customers/new", "customers.edit"],
  ["/promotions", "promotions.read"],
  ["/promotions/1", "promotions.read"],
  ["/promotions/new", "promotions.manage"],
  ["/promotions/1/edit", "promotions.manage"],
  ["/refunds", "payments.read"],
  ["/returns", "returns.read"],
  ["/returns?tab=all", "returns.read"],
  ["/reports", "reports.read"],
  ["/reports/sales", "reports.read"],
  ["/reports/sales/orders?period=7d", "reports.read"],
  ["/reports/orders", "reports.read"],
  ["/reports/items", "reports.read"],
  ["/reports/reasons", "reports.read"],
  ["/reports/returns", "reports.read"],
  ["/reports/returns/lines", "reports.read"],
  ["/reports/returns/shipped", "reports.read"],
  ["/reports/mail", "reports.read"],
  ["/reports/customers", "reports.read"],
  ["/reports/stock", "reports.read"],
  ["/imports", "imports.read"],
  ["/channels", "channels.read"],
  ["/channels/unmapped", "channels.read"],
  ["/settings/shop", "settings.read"],
  ["/settings/review", "settings.read"],
  ["/settings/exceptions", "settings.read"],
  ["/settings/automation", "automation.manage"],
  ["/settings/automation/new", "automation.manage"],
  ["/settings/webhooks", "webhooks.manage"],
  ["/settings/webhooks/new", "webhooks.manage"],
  ["/settings/refunds", "settings.read"],
  ["/settings/returns", "settings.read"],
  ["/orders/merge", "orders.edit"],
  ["/settings/taxes", "settings.read"],
  ["/settings/warehouses", "settings.read"],
  ["/settings/mail", "settings.read"],
  ["/settings/channels", "settings.read"],
  ["/settings/shipping", "settings.read"],
  ["/settings/numbering", "settings.read"],
  ["/settings/people", "staff.manage"],
  ["/settings/audit", "staff.manage"],
  ["/settings/api-keys", "api_keys.manage"],
  ["/settings/api", "settings.read"],
  ["/settings/promises", "verify.run"],
  ["/settings/profile", null],
];

const open = (role: Role) => screens.filter(([, permission]) => permission === null || roleMay(role, permission));

async function expectScreen(page: Page, path: string): Promise<void> {
  const answer = await page.goto(path);
  expect(answer?.status(), path).toBe(200);
  await expect(page.getByRole("main").getByRole("heading", { level: 1 }), path).toHaveCount(1);
  const beyond = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(beyond, `${path} is wider than the window`).toBeLessThanOrEqual(0);
}

for (const role of roles) {
  test(`${role}: every screen of theirs opens, every other one says that it is not theirs`, async ({
    page,
    signIn,
    expectConsoleError,
  }) => {
    await signIn(role);
    const answers = (paths: readonly (readonly [string, unknown])[]) =>
      Promise.all(paths.map(async ([path]) => `${path} ${(await page.request.get(path)).status()}`));
    const closed = screens.filter((screen) => !open(role).includes(screen));
    expect(await answers(open(role))).toEqual(open(role).map(([path]) => `${path} 200`));
    expect(await answers(closed)).toEqual(closed.map(([path]) => `${path} 403`));
    const [first] = closed;
    if (!first) return;
    expectConsoleError(/403/);
    await page.goto(first[0]);
    await expect(page.getByRole("heading", { name: "Your role cannot see this" })).toBeVisible();
  });
}

async function wear(page: Page, locale: Locale, theme: "light" | "dark"): Promise<void> {
  const { origin } = new URL(page.url());
  await page.context().addCookies([
    { name: "locale", value: locale, url: origin },
    { name: "theme", value: theme, url: origin },
  ]);
}

// Words and colours do not depend on each other: each language and each theme once.
for (const [locale, theme] of [
  ["en", "light"],
  ["zh-CN", "dark"],
] as const) {
  test(`every screen is accessible in ${locale}, ${theme}`, async ({ page, signIn }) => {
    test.setTimeout(420_000);
    await signIn("owner");
    await wear(page, locale, theme);
    for (const [path] of screens) {
      await test.step(path, async () => {
        await expectScreen(page, path);
        await expect(page.locator("html")).toHaveAttribute("lang", locale);
        await expectAccessible(page);
      });
    }
  });
}

test("a merchant in Taiwan chooses 繁體中文 and reads on in it, from home to an order", async ({ page, signIn }) => {
  await signIn("support");
  await page.getByRole("button", { name: "Language: English" }).click();
  await page.getByRole("menuitemcheckbox", { name: "繁體中文" }).click();
  await expect(page.locator("html")).toHaveAttribute("lang", "zh-TW");
  await page.getByRole("navigation", { name: "主導覽" }).getByRole("link", { name: /^訂單/ }).click();
  await page.waitForURL(/\/orders$/);
  await expect(page.getByRole("columnheader", { name: "訂單編號" })).toBeVisible();
  await page
    .getByRole("main")
    .getByRole("link", { name: /CH-\d+/ })
    .first()
    .click();
  await expect(page.getByRole("heading", { level: 1, name: /CH-\d+/ })).toBeVisible();
  await expect(page.getByRole("region", { name: "客戶", exact: true })).toBeVisible();
  await expectAccessible(page);
});

test("the screens of every day fit a phone @phone", async ({ page, signIn }) => {
  test.setTimeout(300_000);
  await signIn("owner");
  for (const [path] of screens) await expectScreen(page, path);
  await page.goto("/orders");
  await page
    .getByRole("main")
    .getByRole("link", { name: /CH-\d+/ })
    .first()
    .click();
  await expect(page.getByRole("heading", { level: 1, name: /CH-\d+/ })).toBeVisible();
  await expectAccessible(page);
});

test("links are followed without loading the page anew, and going back finds what came in the document", async ({
  page,
  signIn,
}) => {
  await signIn("manager");
  await page.goto("/orders");
  await page.evaluate(() => Object.assign(window, { sameVisit: true }));
  const sameVisit = () => page.evaluate(() => "sameVisit" in window);
  const rows = page.getByRole("table", { name: "Orders" }).getByRole("row");
  const before = await rows.allInnerTexts();
  expect(before.length).toBeGreaterThan(2);

  await page.getByRole("navigation", { name: "Pages" }).getByRole("link", { name: /Older/ }).click();
  await page.waitForURL(/after=/);
  await expect(rows.nth(1)).not.toHaveText(before[1] ?? "");
  await page.goBack();
  await page.waitForURL((url) => !url.searchParams.has("after"));
  await expect.poll(() => rows.allInnerTexts()).toEqual(before);

  await rows.nth(1).getByRole("link").first().click();
  await page.waitForURL(/\/orders\/CH-\d+$/);
  await expect(page.getByRole("heading", { level: 2, name: "Timeline" })).toBeVisible();
  await page.getByRole("region", { name: "Customer" }).getByRole("link").first().click();
  await page.waitForURL(/\/customers\/C-\d+$/);
  await page.goBack();
  await expect(page.getByRole("heading", { level: 2, name: "Timeline" })).toBeVisible();
  await page.goBack();
  await page.waitForURL(/\/orders$/);
  await expect.poll(() => rows.allInnerTexts()).toEqual(before);
  expect(await sameVisit()).toBe(true);

  const [tab] = await Promise.all([
    page.context().waitForEvent("page"),
    rows
      .nth(1)
      .getByRole("link")
      .first()
      .click({ modifiers: ["ControlOrMeta"] }),
  ]);
  await tab.close();
  await expect(page).toHaveURL(/\/orders$/);
});

test("a report shows its lines at once, and draws them anew for whoever reads single points by keyboard", async ({
  page,
  signIn,
}) => {
  await signIn("manager");
  await page.goto("/reports/sales");
  const drawing = page.getByRole("img", { name: "Net sales by day" });
  await expect(drawing.locator("polyline").last()).toHaveAttribute("points", /^\d[\d.]*,[\d.]+ /);
  await drawing.focus();
  const living = page.locator(".recharts-surface").first();
  await expect(living).toBeFocused();
  await page.keyboard.press("ArrowRight");
  await expect(page.locator(".recharts-tooltip-wrapper dl")).toBeVisible();

  const hint = page.getByRole("button", { name: /^Gross sales less/ }).first();
  await expect(page.getByRole("tooltip")).toHaveCount(0);
  await hint.hover();
  await expect(page.getByRole("tooltip")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("tooltip")).toHaveCount(0);
});
