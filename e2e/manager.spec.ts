import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";

const amountIn = (text: string) => BigInt(text.replace(/[^\d-]/g, "") || "0");

/** The sum in the title of the orders behind a figure. */
async function headerAmount(page: Page): Promise<bigint> {
  await page.waitForURL(/\/reports\/sales\/orders/);
  const title = (await page.getByRole("heading", { level: 1 }).textContent()) ?? "";
  return amountIn(title.slice(title.indexOf(":") + 1));
}

test("the home page shows each role what it can work on, and leads there", async ({ page, signIn }) => {
  await signIn("manager");
  await page.goto("/");
  await expect(page.getByRole("heading", { level: 1, name: "Today" })).toBeVisible();
  await page.getByRole("main").getByRole("link", { name: "Low stock" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Stock warnings" })).toBeVisible();
  await page.goto("/");
  await page.getByRole("link", { name: "Net sales today" }).click();
  await expect(page).toHaveURL(/\/reports\/sales\?period=today/);
});

test("a viewer's home page has no work that is not the viewer's, and no reports of others", async ({
  page,
  signIn,
}) => {
  await signIn("viewer");
  await page.goto("/");
  for (const name of ["To review", "Refunds to approve", "Low stock", "Ready to pick"]) {
    await expect(page.getByRole("main").getByRole("link", { name })).toBeHidden();
  }
});

test("support sees no amounts of the day and no reports", async ({ page, signIn, expectConsoleError }) => {
  await signIn("support");
  await page.goto("/");
  await expect(page.getByText("Orders today")).toBeVisible();
  await expect(page.getByText("Net sales today")).toBeHidden();
  expectConsoleError(/403/);
  for (const path of [
    "/reports",
    "/reports/items",
    "/reports/reasons",
    "/reports/customers",
    "/reports/mail",
    "/reports/sales",
    "/reports/sales/orders",
    "/reports/orders",
    "/reports/stock",
  ]) {
    expect((await page.goto(path))?.status(), path).toBe(403);
  }
  expect((await page.request.get("/reports/sales/export")).status()).toBe(403);
});

test("each row of the sales report leads to orders with the same sum, and the rows add up to the figure", async ({
  page,
  signIn,
}) => {
  await signIn("manager");
  await page.goto("/reports/sales?period=2000-01-01..2000-01-02");
  await expect(page.getByText("Nothing was sold in these days").first()).toBeVisible();
  await page.goto("/reports/sales?period=quarter");
  await expect(page.getByRole("heading", { level: 1, name: "What sold?" })).toBeVisible();
  await page.getByRole("main").getByRole("link", { name: "Net sales", exact: true }).first().click();
  const net = await headerAmount(page);
  await page.goBack();
  await page.waitForURL(/\/reports\/sales\?/);

  const rows = page.getByRole("table", { name: "By channel" }).getByRole("row");
  const amounts: bigint[] = [];
  for (const row of (await rows.all()).slice(1))
    amounts.push(amountIn((await row.getByRole("cell").nth(-2).textContent()) ?? ""));
  expect(amounts.reduce((sum, amount) => sum + amount, 0n)).toBe(net);
  await rows.nth(1).getByRole("link").click();
  await expect(page).toHaveURL(/orders\?.*channel=/);
  expect(await headerAmount(page)).toBe(amounts[0]);
  await page.goBack();
  await page.waitForURL(/\/reports\/sales\?/);
  const best = page.getByRole("table", { name: "Best sellers" }).getByRole("row").nth(1);
  const amount = amountIn((await best.getByRole("cell").nth(-2).textContent()) ?? "");
  await best.getByRole("link").click();
  expect(await headerAmount(page)).toBe(amount);
});

test("the rows behind a figure add up to it over their pages", async ({ page, signIn }) => {
  await signIn("manager");
  await page.goto("/reports/sales/orders?period=7d");
  const header = await headerAmount(page);
  let sum = 0n;
  for (;;) {
    const cells = await page
      .getByRole("table")
      .getByRole("row")
      .locator("td:not([aria-hidden]):nth-last-child(2)")
      .allTextContents();
    for (const cell of cells) sum += amountIn(cell);
    const older = page.getByRole("link", { name: "Older" });
    if (!(await older.isVisible())) break;
    const address = page.url();
    await older.click();
    await page.waitForURL((url) => url.toString() !== address);
  }
  expect(sum).toBe(header);
});

test("period and comparison are chosen by keyboard and stay in the address", async ({ page, signIn }) => {
  await signIn("manager");
  await page.goto("/reports/sales");
  await page.getByRole("button", { name: /^Period/ }).press("Enter");
  await page.getByRole("link", { name: "This month" }).press("Enter");
  await expect(page).toHaveURL(/period=month/);
  await page.getByRole("button", { name: /^Compare/ }).press("Enter");
  await page.getByRole("menuitem", { name: "vs a year before" }).press("Enter");
  await expect(page).toHaveURL(/compare=year/);
  await expect(page).toHaveURL(/period=month/);
  await page.getByRole("button", { name: "Table", exact: true }).click();
  await expect(page.getByRole("table", { name: /^Net sales by/ })).toBeVisible();
});

test("an export is a file of its own, and only for those who may", async ({ page, browser, signIn }) => {
  await signIn("manager");
  await page.goto("/reports/sales?period=7d");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Export CSV" }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^sales-steps-.*\.csv$/);
  const other = await (await browser.newContext()).newPage();
  await signIn("viewer", other);
  await other.goto("/reports/sales");
  await expect(other.getByRole("link", { name: "Export CSV" })).toBeHidden();
  expect((await other.request.get("/reports/sales/export")).status()).toBe(403);
});

test("the orders report leads from a count to exactly those orders", async ({ page, signIn }) => {
  await signIn("manager");
  await page.goto("/reports/orders");
  const ready = page.getByRole("table", { name: "Open orders by stage and age" }).getByRole("row", { name: /Ready/ });
  const total = ready.getByRole("link").last();
  await expect(total).toBeVisible();
  await page.goto("/reports/stock");
  await page.getByRole("main").getByRole("link", { name: "Warnings" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Stock warnings" })).toBeVisible();
});

test("the manager's screens fit a phone", { tag: "@phone" }, async ({ page, signIn }) => {
  await signIn("manager");
  for (const path of [
    "/",
    "/reports/sales",
    "/reports/items",
    "/reports/reasons",
    "/reports/customers",
    "/reports/mail",
    "/reports/orders",
    "/reports/stock",
    "/stock/warnings",
  ]) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), path).toBe(true);
  }
});
