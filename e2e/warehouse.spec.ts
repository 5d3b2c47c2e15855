import type { Locator, Page } from "@playwright/test";
import { expect, expectAccessible, test } from "./fixtures";
import { pickTheRest } from "./pick-the-rest";
import { placeOrders } from "./place-orders";

/** A scanner types into the page and ends with Enter. */
async function scan(page: Page, code: string): Promise<void> {
  await page.keyboard.type(code);
  await page.keyboard.press("Enter");
}

const shelf = (page: Page): Locator => page.getByRole("main").getByRole("region").first();

/** SKU of the item that a card or a row shows beside its bar code. */
async function skuIn(part: Locator): Promise<string> {
  const codes = await part.getByText(/^\S+ · \d{8,}$/).textContent();
  return codes?.split(" · ")[0] ?? "";
}

async function unitsLeft(page: Page): Promise<number> {
  const label = await page.getByRole("button", { name: /^Pick \d+ more by hand$/ }).textContent();
  return Number(/\d+/.exec(label ?? "")?.[0]);
}

async function pdfAt(page: Page, link: Locator): Promise<string> {
  const answer = await page.request.get((await link.getAttribute("href")) ?? "");
  expect(answer.status()).toBe(200);
  expect(answer.headers()["content-type"]).toBe("application/pdf");
  return (await answer.body()).subarray(0, 5).toString();
}

test("two orders are picked by scanner, one unit is missing, the rest is packed, shipped and printed", async ({
  page,
  signIn,
  browser,
}) => {
  test.slow();
  // Several items on several shelves, so that a wrong one can be scanned.
  const numbers = await placeOrders(browser, signIn, [
    [
      { item: 3, quantity: 2 },
      { item: 4, quantity: 1 },
    ],
    [
      { item: 3, quantity: 1 },
      { item: 5, quantity: 2 },
    ],
  ]);
  await signIn("warehouse");
  await page.goto("/fulfilment");
  await expect(page.getByRole("heading", { level: 1, name: "Fulfilment" })).toBeVisible();
  await expectAccessible(page);
  const ready = page.getByRole("table", { name: "Ready" });
  for (const number of numbers) await ready.getByRole("checkbox", { name: `Select ${number}` }).check();
  await page.getByRole("button", { name: "Start picking 2" }).click();
  await page.waitForURL(/\/fulfilment\/waves\/W-\d+$/);

  // Wrong: a code nobody knows, then an item of another shelf.
  const said = page.getByRole("status");
  const refused = page.getByRole("main").getByRole("alert");
  const first = await skuIn(shelf(page));
  await scan(page, "NO-SUCH-CODE");
  await expect(refused).toHaveText("No item has the code NO-SUCH-CODE.");
  await page.getByRole("button", { name: "Next bin" }).click();
  await expect(shelf(page)).not.toContainText(first);
  const second = await skuIn(shelf(page));
  await page.keyboard.press("ArrowLeft");
  await expect(shelf(page)).toContainText(first);
  await scan(page, second);
  await expect(refused).toContainText(`${second} is needed at another bin`);

  // Right, until the shelf is done.
  const needed = await unitsLeft(page);
  for (let picked = 1; picked <= needed; picked += 1) {
    await scan(page, first);
    await expect(said.filter({ hasText: `Right item: ${picked} of ${needed}` })).toBeVisible();
  }
  await expectAccessible(page);

  // Surplus.
  await page
    .getByRole("button", { name: new RegExp(`${needed} of ${needed} picked`) })
    .first()
    .click();
  await scan(page, first);
  await expect(refused).toContainText(`All ${needed} of ${first} are picked already`);

  // Undo and again.
  await page.keyboard.press("Control+z");
  await expect(said.filter({ hasText: "Put back" })).toBeVisible();
  await scan(page, first);
  await expect(said.filter({ hasText: `Right item: ${needed} of ${needed}` })).toBeVisible();

  // One unit is missing.
  await page.getByRole("button", { name: "Short", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "How many are missing?" });
  await dialog.getByRole("textbox", { name: "Missing" }).fill("1");
  await dialog.getByRole("button", { name: "Report 1 missing" }).click();
  await expect(said.filter({ hasText: /^Reported: 1 ×/ })).toBeVisible();
  await pickTheRest(page);

  // The bench: wrong, then each item, then the carrier's label under the same scanner.
  await page.getByRole("link", { name: /^(Pack slot|Start packing)/ }).click();
  await page.waitForURL(/\/fulfilment\/pack\/SH-\d+$/);
  await expectAccessible(page);
  await scan(page, "NO-SUCH-CODE");
  await expect(refused).toHaveText("No item has the code NO-SUCH-CODE.");
  const items = page.getByRole("list", { name: "In the parcel" }).getByRole("listitem");
  const sku = await skuIn(items.first());
  await scan(page, sku);
  await expect(said.filter({ hasText: `Right item: ${sku}, 1 of` })).toBeVisible();
  const rest = page.getByRole("button", { name: /^Pack (all \d+|the last one) by hand$/ });
  if (await rest.isVisible()) await rest.click();
  await expect(page.getByRole("main").getByText("Everything is in", { exact: true }).first()).toBeVisible();
  const tracking = page.getByRole("textbox", { name: "Tracking number" });
  await page.getByRole("heading", { level: 1 }).click();
  await page.getByRole("combobox", { name: "Carrier" }).fill("SF Express");
  await tracking.fill(`E2E${Date.now()}`);
  await page.getByRole("textbox", { name: "Packages" }).fill("1");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByRole("heading", { name: /^SH-\d+ has left$/ })).toBeVisible();

  await page.getByRole("button", { name: "Print" }).last().click();
  for (const name of ["Packing slip", "Label"]) {
    expect(await pdfAt(page, page.getByRole("menuitem", { name, exact: true }))).toBe("%PDF-");
  }
});

test("one order goes from the shelf to the van with a thumb @phone", async ({ page, signIn }) => {
  await signIn("warehouse");
  await page.goto("/fulfilment");
  await page.getByRole("button", { name: /^Warehouse: / }).click();
  const other = page.getByRole("menuitem").nth(1);
  const name = (await other.textContent()) ?? "";
  await other.click();
  // The queue of the first warehouse stays until the other one is here, and takes its boxes with it.
  await expect(page.getByRole("button", { name: `Warehouse: ${name}` })).toBeVisible();
  const free = page.getByRole("table", { name: "Ready" }).getByRole("row").filter({ hasNotText: "Held" });
  await free
    .getByRole("checkbox", { name: /^Select CH-/ })
    .last()
    .check();
  await page.getByRole("button", { name: "Start picking 1" }).click();
  await page.waitForURL(/\/fulfilment\/waves\//);
  await expectAccessible(page);
  await pickTheRest(page);
  await page.getByRole("link", { name: /^(Pack slot|Start packing)/ }).click();
  await page.getByRole("button", { name: /^Pack (all \d+|the last one) by hand$/ }).click();
  await page.getByRole("combobox", { name: "Carrier" }).fill("YTO");
  await page.getByRole("textbox", { name: "Tracking number" }).fill(`YT${Date.now()}`);
  await expectAccessible(page);
  await page.getByRole("button", { name: /^Ship SH-/ }).click();
  await expect(page.getByRole("heading", { name: /^SH-\d+ has left$/ })).toBeVisible();
});

test("more than two hundred documents are refused in words, and a role without them altogether", async ({
  page,
  signIn,
  browser,
}) => {
  await signIn("warehouse");
  const orders = Array.from({ length: 201 }, (_, index) => `CH-${index}`).join(",");
  const many = await page.request.get(`/api/internal/documents/packing-slips?orders=${orders}`);
  expect(many.status()).toBe(422);
  expect(await many.text()).toBe("That is 201 documents. Print at most 200 at once.");
  const invoices = await page.request.get("/api/internal/documents/invoices?orders=CH-1");
  expect(invoices.status()).toBe(403);
  const other = await browser.newPage();
  await signIn("finance", other);
  await other.goto("/fulfilment");
  await expect(other.getByRole("heading", { name: "Your role cannot see this" })).toBeVisible();
  await other.close();
});
