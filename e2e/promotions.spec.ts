import { expect, expectAccessible, test } from "./fixtures";

const orderNumber = /CH-\d+/;

test("a coupon is made, used, missed by a change and explained, all by keyboard", async ({ page, signIn }) => {
  test.slow();
  const code = `STORY${Date.now() % 1_000_000}`;
  await signIn("manager");
  await page.goto("/orders");
  await expect(page.getByRole("heading", { level: 1, name: "Orders" })).toBeVisible();
  // Keys are heard once the page's scripts have come.
  await expect(async () => {
    await page.keyboard.press("g");
    await page.keyboard.press("m");
    await expect(page.getByRole("heading", { level: 1, name: "Promotions" })).toBeVisible({ timeout: 2000 });
  }).toPass();
  await expect(page.getByRole("link", { name: "Welcome 新客礼" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("link", { name: "New promotion" }).press("Enter");

  // The sentence says what is typed.
  await page.getByRole("textbox", { name: "Name" }).fill(`Story ${code}`);
  await page.getByRole("textbox", { name: "Per cent off" }).fill("20");
  await page.getByRole("textbox", { name: "Least amount: CNY" }).fill("100");
  await page.getByRole("textbox", { name: "First coupon code" }).fill(code.toLowerCase());
  await page.getByRole("textbox", { name: "Uses in all" }).fill("1");
  await expect(page.getByText("20% off the whole order, for ¥100.00 or more, with a coupon.")).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("Control+Enter");
  await expect(page.getByRole("heading", { level: 1, name: `Story ${code}` })).toBeVisible();
  await expect(page.getByRole("table", { name: "Coupons" })).toContainText(`${code}`);
  await expectAccessible(page);
  const promotion = page.url();

  // Typed on an order it says at once what it gives, or why it gives nothing.
  await page.goto("/orders/new");
  const entry = page.getByRole("combobox", { name: "Add an item" });
  await entry.fill("TW106");
  await entry.press("Enter");
  await expect(page.getByRole("textbox", { name: /^Quantity of / })).toHaveValue("1");
  const coupon = page.getByRole("textbox", { name: "Coupon" });
  await coupon.fill(code.toLowerCase());
  await coupon.press("Enter");
  await expect(page.getByText(`Coupon ${code} does not hold: it needs items for`)).toBeVisible();
  await page.getByRole("textbox", { name: /^Quantity of / }).fill("3");
  await expect(page.getByText(`Story ${code} (${code})`)).toBeVisible();
  await expect(page.getByRole("button", { name: /^Place order, ¥124\.80/ })).toBeEnabled();
  await page.getByRole("checkbox", { name: "Collected at the counter, nothing to ship to" }).press("Space");
  await page.getByRole("textbox", { name: "Name", exact: true }).first().fill("何晓");
  await page.getByRole("textbox", { name: "E-mail" }).fill(`${code}@example.com`);
  await expectAccessible(page);
  await page.keyboard.press("Control+Enter");
  const heading = page.getByRole("heading", { level: 1, name: orderNumber });
  await expect(heading).toBeVisible();
  const number = (await heading.textContent())?.match(orderNumber)?.[0] ?? "";
  const why = page.getByRole("region", { name: "Promotions" });
  await expect(why).toContainText("Version 1.");
  await expect(why).toContainText("31.20");

  // Fewer units miss the minimum: the preview says so before anything is done.
  await page.goto(`/orders/${number}/change`);
  await page.getByRole("textbox", { name: /^Units of/ }).fill("1");
  const effects = page.getByRole("list", { name: "Promotions" });
  await expect(effects).toContainText("It needs items for");
  await expectAccessible(page);
  await page.getByRole("textbox", { name: /^Units of/ }).press("Control+Enter");
  await expect(heading).toBeVisible();
  await expect(why).toContainText("No promotion takes anything off.");
  await page.getByText(/\d that did not apply/).press("Enter");
  await expect(why).toContainText("It needs items for");
  await expect(page.getByRole("main")).toContainText("Promotions changed");

  // Its page counts what lives; paused, it says so, and the way back is where it is told.
  await page.goto(promotion);
  await expect(page.getByText("1 of 1")).toBeVisible();
  await page.getByRole("button", { name: "Pause" }).press("Enter");
  await expect(page.getByText("Promotion paused")).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).press("Enter");
  await expect(page.getByText("Taken back")).toBeVisible();
  await expect(page.getByRole("button", { name: "Pause" })).toBeVisible();
});
