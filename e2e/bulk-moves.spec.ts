import { expect, expectAccessible, test } from "./fixtures";
import { placeOrders } from "./place-orders";

test("orders of one buyer are merged from the list, seen before, and taken apart again; then each is duplicated, and that undone", async ({
  page,
  browser,
  signIn,
}) => {
  test.slow();
  const one = [{ item: 0, quantity: 1 }];
  const numbers = await placeOrders(browser, signIn, [one, [{ item: 1, quantity: 1 }]], { together: true });
  const [first = "", second = ""] = numbers;
  await signIn("support");
  const main = page.getByRole("main");
  const choose = async (deed: string) => {
    await page.goto(`/orders?${numbers.map((number) => `number=${number}`).join("&")}`);
    // A list that was left with ticks has them again once its script runs, maybe between a look at the box and the click.
    await expect(async () => {
      await page.getByRole("checkbox", { name: "Select all rows" }).check();
      await expect(main.getByText("2 selected", { exact: true })).toBeVisible();
    }).toPass();
    await main.getByRole("button", { name: "More", exact: true }).press("Enter");
    await page.getByRole("menuitem", { name: deed, exact: true }).press("Enter");
    await page.getByRole("dialog").getByRole("button", { name: "Preview" }).press("Enter");
    await page.waitForURL(/\/orders\/bulk\/BLK-\d+$/);
  };
  const result = page.getByRole("heading", { name: "Result" });

  await choose("Merge orders of one buyer");
  const table = page.getByRole("table");
  await expect(table).toContainText(`Takes in ${second}`);
  await expect(table).toContainText(`Goes into ${first}`);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Merge 2 orders" }).press("Enter");
  await expect(result).toBeVisible({ timeout: 30_000 });
  await page.getByRole("button", { name: "Undo", exact: true }).press("Enter");
  await page.getByRole("button", { name: "Take the merge of 2 orders apart" }).press("Enter");
  await expect(result).toBeVisible({ timeout: 30_000 });
  await page.goto(`/orders/${second}`);
  await expect(main).not.toContainText("Cancelled");

  await choose("Duplicate");
  await page.getByRole("button", { name: "Duplicate 2 orders" }).press("Enter");
  await expect(result).toBeVisible({ timeout: 30_000 });
  await table.getByRole("link").nth(1).press("Enter");
  await expect(main).toContainText("Draft");

  await page.goBack();
  await page.getByRole("button", { name: "Undo", exact: true }).press("Enter");
  await page.getByRole("button", { name: "Discard 2 duplicates" }).press("Enter");
  await expect(result).toBeVisible({ timeout: 30_000 });
  await table.getByRole("link").nth(0).press("Enter");
  await expect(main).toContainText("Cancelled");

  await choose("Send again");
  await expect(main).toContainText("Nothing here is to be sent again.");
});
