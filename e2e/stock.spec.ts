import type { Browser, Page } from "@playwright/test";
import { expect, test } from "./fixtures";

// Every run brings its own item, so that it neither finds nor leaves anything another test counts on.
const unique = () => `E2E-${Date.now().toString(36)}${Math.floor(Math.random() * 1296).toString(36)}`.toUpperCase();

async function createProduct(page: Page, sku: string): Promise<void> {
  await page.goto("/products/new");
  await page.getByLabel("Name", { exact: true }).fill(`Test teapot ${sku}`);
  await page.getByLabel("Chinese name", { exact: true }).fill("测试茶壶");
  await page.getByLabel("SKU, 1").fill(sku);
  await page
    .getByLabel(/^Price [A-Z]{3}, 1$/)
    .first()
    .fill("39.90");
  await page.getByLabel("Cost, 1").fill("12.5");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByRole("heading", { level: 1, name: `Test teapot ${sku}` })).toBeVisible();
}

async function receive(page: Page, sku: string, units: number): Promise<void> {
  await page.goto("/stock/receive");
  await page.getByRole("combobox", { name: "Scan or type an SKU" }).pressSequentially(`${sku}*${units}`);
  await page.keyboard.press("Enter");
  await expect(page.getByLabel(`Quantity of ${sku}`)).toHaveValue(String(units));
  await page.keyboard.press("Control+Enter");
  await expect(page.getByText(`${units} units received`)).toBeVisible();
}

const asAnother = async (browser: Browser) => (await browser.newContext()).newPage();

test("a manager keeps a product by keyboard, and a taken SKU costs nothing that was typed", async ({
  page,
  signIn,
}) => {
  const sku = unique();
  await signIn("manager");
  await createProduct(page, sku);
  await page.getByLabel("Order at least, 1").fill("48");
  await page.getByRole("button", { name: "Add variant" }).click();
  await page.getByLabel("SKU, 2").fill(`${sku}-L`);
  await page.getByLabel("Option, 2", { exact: true }).fill("large");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByText("Product saved")).toBeVisible();
  await expect(page.getByText("2 variants")).toBeVisible();

  await page.goto("/products/new");
  await page.getByLabel("Name", { exact: true }).fill("The same again");
  await page.getByLabel("SKU, 1").fill(sku.toLowerCase());
  await page.keyboard.press("Control+Enter");
  await expect(page.getByRole("alert").filter({ hasText: "Another item has this SKU." })).toBeVisible();
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("The same again");

  await page.goto("/products");
  await page.getByRole("searchbox", { name: "Search products" }).fill(`${sku}-l`);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("link", { name: `Test teapot ${sku}` })).toBeVisible();
});

test("the second of two tabs on one product is told, and does not overwrite the first", async ({
  page,
  context,
  signIn,
}) => {
  const sku = unique();
  await signIn("manager");
  await createProduct(page, sku);
  const other = await context.newPage();
  await other.goto(`/products/${sku}`);
  await page.getByLabel("Category", { exact: true }).fill("First tab");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Product saved")).toBeVisible();
  await other.getByLabel("Category", { exact: true }).fill("Second tab");
  await other.getByRole("button", { name: "Save" }).click();
  await expect(other.getByText("Somebody changed this product meanwhile.")).toBeVisible();
  await expect(other.getByLabel("Category", { exact: true })).toHaveValue("Second tab");
});

test("the warehouse takes goods in by scanner, puts them right, moves them, and sees why the count is what it is", async ({
  page,
  browser,
  signIn,
}) => {
  const sku = unique();
  await signIn("manager");
  await createProduct(page, sku);
  const hall = await asAnother(browser);
  await signIn("warehouse", hall);
  await receive(hall, sku, 12);
  await hall.getByRole("link", { name: /^Receipt RCV-/ }).click();
  await expect(hall.getByRole("row", { name: new RegExp(`${sku}.*\\+12`) })).toBeVisible();

  await hall.goto(`/stock/${sku}`);
  await expect(hall.getByRole("heading", { name: /Why it is 12/ })).toBeVisible();
  const adjust = async (reason: string, quantity: string) => {
    await hall.getByRole("button", { name: "Adjust", exact: true }).first().click();
    const dialog = hall.getByRole("dialog");
    await dialog.getByLabel("Reason").selectOption(reason);
    await dialog.getByRole("textbox").first().fill(quantity);
    await dialog.getByRole("button", { name: "Adjust" }).click();
    return dialog;
  };
  await adjust("Damaged", "2");
  await expect(hall.getByText("Stock adjusted")).toBeVisible();
  await expect(hall.getByRole("table", { name: "Movements" }).getByRole("row").nth(1)).toContainText("Damaged");
  const refused = await adjust("Lost", "99");
  await expect(refused.getByText(`Only 10 of ${sku} are free`)).toBeVisible();
  await expect(refused.getByRole("textbox").first()).toHaveValue("99");
  await hall.keyboard.press("Escape");

  await hall.goto("/stock/transfer");
  await hall.getByRole("combobox", { name: "Scan or type an SKU" }).pressSequentially(`${sku}*4`);
  await hall.keyboard.press("Enter");
  await expect(hall.getByLabel(`Quantity of ${sku}`)).toHaveValue("4");
  await hall.keyboard.press("Control+Enter");
  await expect(hall.getByText("4 units moved")).toBeVisible();
  await hall.goto(`/stock/${sku}`);
  await expect(hall.getByRole("heading", { name: /Why it is 12/ })).toBeVisible();
  const movements = hall.getByRole("table", { name: "Movements" });
  await expect(movements.getByText("Moved out")).toBeVisible();
  await expect(movements.getByText("Moved in")).toBeVisible();
});

test("what nobody sells is said at once, and nothing is guessed", async ({ page, signIn }) => {
  await signIn("warehouse");
  await page.goto("/stock/receive");
  await page.getByRole("combobox", { name: "Scan or type an SKU" }).fill("NO-SUCH-THING");
  await page.keyboard.press("Enter");
  await expect(page.getByText("There is no item “NO-SUCH-THING”.")).toBeVisible();
  await expect(page.getByRole("button", { name: /^Receive/ })).toBeDisabled();
});

test("an item below its reorder point is warned about, with its numbers and what to order", async ({
  page,
  signIn,
}) => {
  const sku = unique();
  await signIn("manager");
  await createProduct(page, sku);
  await receive(page, sku, 5);
  await page.goto(`/stock/${sku}`);
  await page.getByRole("button", { name: "Reorder point" }).click();
  await page.getByLabel("Warn below").fill("20");
  await page.getByLabel("Order at least").fill("48");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("5 free, reorder point 20.")).toBeVisible();
  await expect(page.getByText("48 units")).toBeVisible();
  await page.goto("/stock/warnings?kind=below_point");
  await expect(page.getByRole("row", { name: new RegExp(`${sku}.*5 free, reorder point 20.*48`) })).toBeVisible();
});

test("a viewer looks and does not touch", async ({ page, signIn, expectConsoleError }) => {
  await signIn("viewer");
  await page.goto("/stock");
  await expect(page.getByRole("heading", { level: 1, name: "Stock" })).toBeVisible();
  for (const name of ["Receive", "Transfer", "Adjust"]) await expect(page.getByRole("link", { name })).toBeHidden();
  expectConsoleError(/403/);
  for (const path of ["/stock/receive", "/stock/transfer", "/stock/adjust", "/products/new"]) {
    expect((await page.goto(path))?.status(), path).toBe(403);
  }
});

test("the list stays as it was left, on a phone too @phone", { tag: "@phone" }, async ({ page, signIn }) => {
  await signIn("warehouse");
  await page.goto("/stock?sort=-sold");
  const first = page.getByRole("table").getByRole("link").first();
  await expect(first).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
});
