import type { Page } from "@playwright/test";
import { expect, expectAccessible, test } from "./fixtures";

const bar = (page: Page) => page.getByRole("main");

test("orders are held by keyboard: selected, looked at, done and taken back", async ({ page, signIn }) => {
  test.slow();
  await signIn("support");
  await page.goto("/orders?tab=ready");
  await expect(page.getByRole("heading", { level: 1, name: "Orders" })).toBeVisible();
  // Two rows by keyboard: J goes down, X selects.
  await page.keyboard.press("j");
  await page.keyboard.press("x");
  await page.keyboard.press("j");
  await page.keyboard.press("x");
  await expect(bar(page).getByText("2 selected", { exact: true })).toBeVisible();

  const hold = bar(page).getByRole("button", { name: "Hold", exact: true });
  await hold.focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Hold orders" });
  await expect(dialog).toBeVisible();
  await dialog.getByRole("combobox", { name: "Why" }).selectOption("customer_request");
  await dialog.getByRole("textbox", { name: "Reason" }).fill("Moves house, asks to wait");
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Preview" }).focus();
  await page.keyboard.press("Enter");

  await page.waitForURL(/\/orders\/bulk\/BLK-\d+$/);
  await expect(page.getByRole("heading", { level: 1, name: "Hold 2 orders" })).toBeVisible();
  await expect(page.getByText("All 2 can go")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Hold 2 orders" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Result" })).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText("Adds up to 2")).toBeVisible();
  await expectAccessible(page);

  // Taken back as a change of its own, with a preview of its own.
  await page.getByRole("button", { name: "Undo", exact: true }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Release 2 orders again" })).toBeVisible();
  await page.getByRole("button", { name: "Release 2 orders again" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Result" })).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole("table").getByText("Done")).toHaveCount(2);
});

test("a view is kept, changed, pinned and found again; going back finds the list as it was", async ({
  page,
  signIn,
}) => {
  test.slow();
  await signIn("manager");
  await page.goto("/orders?tab=ready");
  // Columns: chosen and put in sequence by keyboard.
  await page.getByRole("button", { name: "Columns", exact: true }).click();
  const columns = page.getByRole("dialog", { name: "Columns" });
  await columns.getByRole("checkbox", { name: "Channel" }).uncheck();
  await page.waitForURL(/columns=/);
  await columns.getByRole("checkbox", { name: "Total" }).focus();
  await page.keyboard.press("Alt+ArrowUp");
  await page.waitForURL(/total%2Citems/);
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  const heads = page.getByRole("table", { name: "Orders" }).getByRole("columnheader");
  await expect(heads).toContainText(["", "Order", "Placed", "Customer", "Total", "Items", "Payment"]);

  // V opens the views; what the list shows is kept under a name.
  const name = `Ready, totals first ${Date.now()}`;
  await page.keyboard.press("v");
  await page.getByRole("menuitem", { name: "Save as a new view" }).click();
  const dialog = page.getByRole("dialog", { name: "Save as a view" });
  await dialog.getByRole("textbox", { name: "Name" }).fill(name);
  await dialog.getByRole("checkbox", { name: "Support" }).check();
  await dialog.getByRole("checkbox", { name: "Pin beside the tabs" }).check();
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Save view" }).click();
  await page.waitForURL(/view=\d+/);
  const tab = page.getByRole("navigation", { name: "Orders by stage" }).getByRole("link", { name });
  await expect(tab).toHaveAttribute("aria-current", "page");
  await expect(tab).toContainText(/\d/);

  // Changed, and put back.
  await page.getByRole("link", { name: "Total", exact: true }).click();
  await expect(page.getByText("Changed", { exact: true })).toBeVisible();
  await page.getByRole("link", { name: "Reset" }).click();
  await expect(page.getByText("Changed", { exact: true })).toBeHidden();

  // Ticks, place and columns are there again after a look at an order.
  const boxes = page.getByRole("checkbox", { name: /^Select CH-/ });
  await boxes.nth(9).check();
  await boxes.nth(11).click({ modifiers: ["Shift"] });
  await expect(page.getByText("3 selected", { exact: true })).toBeVisible();
  const listed = page.url();
  await page.evaluate(() => window.scrollTo(0, 240));
  await page.getByRole("link", { name: /^CH-/ }).nth(12).click();
  await page.waitForURL(/\/orders\/CH-/);
  await page.goBack();
  await page.waitForURL(listed);
  await expect(page.getByText("3 selected", { exact: true })).toBeVisible();
  await expect.poll(() => page.evaluate(() => window.scrollY)).toBeGreaterThan(100);
  await page.getByRole("button", { name: "Clear selection" }).click();

  // Somebody of the role it is shared with sees it, and cannot change it.
  const other = await page.context().browser()?.newPage();
  if (!other) throw new Error("the browser is gone");
  await signIn("support", other);
  await other.goto("/orders");
  await other.getByRole("button", { name: "My views" }).click();
  await other.getByRole("menuitem", { name }).click();
  await other.waitForURL(/view=\d+/);
  await other.getByRole("button", { name }).click();
  await expect(other.getByRole("menuitem", { name: "Pin beside the tabs" })).toBeVisible();
  await expect(other.getByRole("menuitem", { name: "Delete" })).toBeHidden();
  await other.close();

  await page.keyboard.press("v");
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Delete" }).click();
  await expect(tab).toBeHidden();
});
