import { expect, expectAccessible, test } from "./fixtures";
import { placeOrders } from "./place-orders";

test("a customer who moved: the address of their orders is changed at once, the invoice named, and all put back", async ({
  page,
  browser,
  signIn,
}) => {
  test.slow();
  const numbers = await placeOrders(browser, signIn, [[{ item: 0, quantity: 1 }], [{ item: 1, quantity: 1 }]], {
    together: true,
  });
  const [first = ""] = numbers;
  await signIn("support");
  await page.goto(`/orders/${first}`);
  const main = page.getByRole("main");
  await main.getByRole("button", { name: "Print", exact: true }).press("Enter");
  const opened = page.context().waitForEvent("page");
  await page.getByRole("menuitem", { name: "Invoice" }).press("Enter");
  await (await opened).close();
  const documents = page.getByRole("region", { name: "Documents" });
  await expect(documents.getByRole("listitem")).toContainText(/INV-\d+/);
  const invoice = /INV-\d+/.exec((await documents.textContent()) ?? "")?.[0] ?? "";

  await page.goto(`/orders?${numbers.map((number) => `number=${number}`).join("&")}`);
  await page.getByRole("checkbox", { name: "Select all rows" }).check();
  await expect(main.getByText("2 selected", { exact: true })).toBeVisible();
  await main.getByRole("button", { name: "More", exact: true }).press("Enter");
  await page.getByRole("menuitem", { name: "Contact, address, note" }).press("Enter");
  const dialog = page.getByRole("dialog", { name: "Contact, address and note of orders" });
  // Nothing at all is no change.
  await dialog.getByRole("button", { name: "Preview" }).press("Enter");
  await expect(dialog.getByRole("textbox", { name: "Name" }).first()).toHaveAccessibleDescription(
    "Enter something here.",
  );
  await dialog.getByRole("combobox", { name: "Which parts" }).selectOption("The whole place");
  await dialog.getByRole("textbox", { name: "Street and number" }).fill("1 High Street");
  await dialog.getByRole("textbox", { name: "City" }).fill("Leeds");
  await dialog.getByRole("combobox", { name: "Country" }).selectOption("GB");
  await dialog.getByRole("textbox", { name: "Seller note" }).fill("Moved house");
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Preview" }).press("Enter");

  await page.waitForURL(/\/orders\/bulk\/BLK-\d+$/);
  const title = "Change contact, address or note of 2 orders";
  await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
  await expect(page.getByText(/^1 invoice is reversed by a credit note over .* and issued anew over/)).toBeVisible();
  await expect(page.getByRole("table")).toContainText(`Invoice ${invoice} is reversed by a credit note`);
  await expectAccessible(page);
  await page.getByRole("button", { name: title }).press("Enter");
  await expect(page.getByRole("heading", { name: "Result" })).toBeVisible({ timeout: 30_000 });
  await page.getByRole("link", { name: first }).press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(first);
  await expect(main).toContainText("1 High Street");
  await expect(main).toContainText("Moved house");
  await expect(documents.getByRole("listitem")).toHaveCount(3);

  await page.goBack();
  await page.getByRole("button", { name: "Undo", exact: true }).press("Enter");
  const back = page.getByRole("button", { name: "Put contact, address and note of 2 orders back" });
  await back.press("Enter");
  await expect(page.getByRole("heading", { name: "Result" })).toBeVisible({ timeout: 30_000 });
  await page.goto(`/orders/${first}`);
  await expect(main).toContainText("文三路 478 号");
});

test("starting to pick goes on to the wave, however slow the page is", async ({ page, browser, signIn }) => {
  test.slow();
  const [number = ""] = await placeOrders(browser, signIn, [[{ item: 2, quantity: 1 }]]);
  await signIn("warehouse");
  await page.goto(`/orders/${number}`);
  const start = page.getByRole("main").getByRole("button", { name: "Start picking" });
  await expect(start).toBeVisible();
  const slow = await page.context().newCDPSession(page);
  await slow.send("Emulation.setCPUThrottlingRate", { rate: 20 });
  await start.click();
  await page.waitForURL(/\/fulfilment\/waves\//, { timeout: 60_000 });
  await slow.send("Emulation.setCPUThrottlingRate", { rate: 1 });
});
