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
