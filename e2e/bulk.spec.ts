import type { Page } from "@playwright/test";
import { expect, expectAccessible, test } from "./fixtures";
import { placeOrders } from "./place-orders";

const bar = (page: Page) => page.getByRole("main");

test("orders are held by keyboard: selected, looked at, done and taken back", async ({ page, browser, signIn }) => {
  test.slow();
  // The newest orders of the list may be those of another story.
  const own = await placeOrders(browser, signIn, [[{ item: 0, quantity: 1 }], [{ item: 1, quantity: 1 }]]);
  await signIn("support");
  await page.goto(`/orders?tab=ready&${own.map((number) => `number=${number}`).join("&")}`);
  await expect(page.getByRole("heading", { level: 1, name: "Orders" })).toBeVisible();
  // Two rows by keyboard: J goes down, as soon as the page listens, and X selects.
  await expect(async () => {
    await page.keyboard.press("j");
    await expect(page.locator("[data-row-link]:focus")).toHaveCount(1, { timeout: 500 });
  }).toPass();
  await page.keyboard.press("x");
  await expect(bar(page).getByText("1 selected", { exact: true })).toBeVisible();
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
  // A stage of more orders than one screen, whatever the other stories do meanwhile.
  await page.goto("/orders?tab=completed");
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
  const name = `Totals first ${Date.now() % 1_000_000}`;
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

test("all that match are tagged, found by their tag, taken out as files and shipped from a pasted table", async ({
  page,
  signIn,
}) => {
  test.slow();
  await signIn("manager");
  await page.goto("/orders?tab=completed");
  await page.getByRole("checkbox", { name: "Select all rows" }).check();
  await page.getByRole("button", { name: /^Select all\b(?! rows)/ }).click();
  await expect(page.getByText(/^All\b.* selected$/)).toBeVisible();
  const tag = `e2e-${Date.now() % 1_000_000}`;
  await page.getByRole("main").getByRole("button", { name: "Tag", exact: true }).click();
  await page.getByRole("textbox", { name: "Add tags" }).fill(tag);
  await page.getByRole("textbox", { name: "Add tags" }).press("Enter");
  await page.waitForURL(/\/orders\/bulk\/BLK-\d+$/);
  const go = page.getByRole("button", { name: /^Tag [\d,]+ orders$/ });
  await expect(go).toBeVisible({ timeout: 60_000 });
  const count = Number(/[\d,]+/.exec((await go.textContent()) ?? "")?.[0].replaceAll(",", ""));
  expect(count).toBeGreaterThan(50);
  await go.click();
  await expect(go).toBeHidden();
  // What runs is found again after a reload.
  await page.reload();
  await expect(page.getByRole("heading", { name: "Result" })).toBeVisible({ timeout: 90_000 });

  await page.goto(`/orders?tag=${tag}&sort=total&columns=number,tags,total`);
  const csv = await page.request.get(
    `/api/internal/orders/export?tag=${tag}&sort=total&columns=number,tags,total&format=csv`,
  );
  const lines = (await csv.text()).trimEnd().split("\r\n");
  expect(lines[0]).toContain("Order,Tags,Total,Currency");
  expect(lines).toHaveLength(count + 1);
  const first = await page.getByRole("link", { name: /^CH-/ }).first().textContent();
  expect(lines[1]).toContain(first ?? "nothing");
  const book = await page.request.get(`/api/internal/orders/export?tag=${tag}&format=xlsx`);
  expect((await book.body()).subarray(0, 2).toString()).toBe("PK");

  await page.goto("/orders/bulk");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Ship from a table" }).click();
  const dialog = page.getByRole("dialog", { name: "Ship from a table" });
  await dialog.getByRole("textbox", { name: "Tracking numbers" }).fill(`NO-SUCH\tSF1\n${first}\tSF2\n\tSF3`);
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Preview" }).click();
  await expect(page.getByText("None can go")).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText("Line 3 names no order.").first()).toBeVisible();
  await expectAccessible(page);
});
