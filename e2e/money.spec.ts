import type { Locator, Page } from "@playwright/test";
import { expect, expectAccessible, test } from "./fixtures";

/** Opens the last order of a list, which other stories, that take the first, leave alone. */
async function openLast(page: Page, list: string): Promise<string> {
  await page.goto(list);
  const link = page
    .getByRole("main")
    .getByRole("table")
    .getByRole("link", { name: /^CH-\d+/ })
    .last();
  const number = /CH-\d+/.exec((await link.textContent()) ?? "")?.[0] ?? "";
  await page.goto(`/orders/${number}`);
  await expect(page.getByRole("heading", { level: 1, name: number })).toBeVisible();
  return number;
}

const money = (page: Page): Locator => page.getByRole("region", { name: "Money", exact: true });
const ledger = (page: Page): Locator => page.getByRole("region", { name: "Payments and refunds" });

async function choose(page: Page, entry: string): Promise<Locator> {
  await page.getByRole("main").getByRole("button", { name: "More", exact: true }).first().click();
  await page.getByRole("menuitem", { name: entry }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toBeVisible();
  return dialog;
}

test("a payment that arrives lets its order go on by itself", async ({ page, signIn }) => {
  await signIn("support");
  await openLast(page, "/orders?tab=awaiting_payment");
  await expect(money(page)).toContainText("Due");
  const dialog = await choose(page, "Record payment");
  await dialog.getByRole("combobox", { name: "Method" }).selectOption({ label: "Bank transfer" });
  await dialog.getByRole("textbox", { name: /^Amount/ }).fill("999999999");
  await dialog.getByRole("button", { name: "Record payment" }).click();
  await expect(dialog.getByRole("alert")).toContainText("is more than the");
  await expectAccessible(page);

  await page.keyboard.press("Escape");
  await choose(page, "Record payment");
  await dialog.getByRole("combobox", { name: "Method" }).selectOption({ label: "Bank transfer" });
  await dialog.getByRole("textbox", { name: "Reference" }).fill("E2E 1");
  await dialog.getByRole("button", { name: "Record payment" }).click();
  await expect(page.getByText("Payment recorded")).toBeVisible();
  await expect(ledger(page)).toContainText("Paid");
  await expect(page.getByRole("main").getByText("Awaiting payment", { exact: true })).toHaveCount(0);
  await expect(money(page)).toContainText(/Due\D*0\.00/);
});

test("a refund above support's limit waits until finance approves it", async ({ page, signIn, browser }) => {
  // Two people at two screens.
  await signIn("support");
  const number = await openLast(page, "/orders?tab=shipped&payment=paid&total=400..");
  const dialog = await choose(page, "Refund");
  await dialog.getByRole("radio", { name: "By amount" }).check();
  await dialog.getByRole("textbox", { name: /^Amount to refund/ }).fill("250");
  await dialog.getByRole("combobox", { name: "Reason" }).selectOption({ label: "Damaged" });
  await dialog.getByRole("textbox", { name: "Note" }).fill("Broken on arrival");
  await expect(dialog.getByRole("status")).toContainText("a second person approves it");
  await expectAccessible(page);
  await dialog.getByRole("button", { name: /^Ask for a refund of 250\.00 [A-Z]{3}$/ }).click();
  await expect(ledger(page)).toContainText("Waits for approval");
  await expect(ledger(page).getByRole("button", { name: /^Approve/ })).toHaveCount(0);

  const other = await browser.newContext({ baseURL: new URL(page.url()).origin });
  const finance = await other.newPage();
  await signIn("finance", finance);
  await finance.goto("/refunds");
  await expect(finance.getByRole("heading", { level: 1, name: "Refunds" })).toBeVisible();
  await expectAccessible(finance);
  const row = finance.getByRole("row").filter({ has: finance.getByRole("link", { name: number }) });
  await row.getByRole("button", { name: /^Approve 250\.00/ }).click();
  await finance
    .getByRole("alertdialog")
    .getByRole("button", { name: /^Approve 250\.00/ })
    .click();
  await expect(finance.getByText("Refund approved")).toBeVisible();
  await expect(row).toHaveCount(0);
  await other.close();

  // Where a provider is asked it takes a moment more.
  await expect(async () => {
    await page.reload();
    await expect(ledger(page)).toContainText("Refunded", { timeout: 1000 });
  }).toPass();
});

test("an order is cancelled after its preview, by keyboard", async ({ page, signIn }) => {
  await signIn("owner");
  await openLast(page, "/orders?tab=ready&payment=paid");
  await page.getByRole("main").getByRole("button", { name: "More", exact: true }).first().focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("menu")).toBeVisible();
  await page.keyboard.press("End");
  await expect(page.getByRole("menuitem", { name: "Cancel order or units" })).toBeFocused();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText(/units? free again at|Nothing was reserved/);
  await expectAccessible(page);
  await dialog.getByRole("combobox", { name: "Reason" }).selectOption({ label: "Sent twice" });
  await dialog.getByRole("button", { name: /^Cancel and refund [\d.]+ [A-Z]{3}$/ }).press("Enter");
  await expect(page.getByText("Order cancelled")).toBeVisible();
  await expect(page.getByRole("main").getByText("Cancelled", { exact: true }).first()).toBeVisible();
  await expect(ledger(page)).toContainText(/Refunded|On its way/);
  await expect(page.getByRole("region", { name: "Timeline" })).toContainText("sent twice");
});
