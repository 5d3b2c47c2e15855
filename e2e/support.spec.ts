import type { Locator, Page } from "@playwright/test";
import { expect, expectAccessible, test } from "./fixtures";
import { placeOrders } from "./place-orders";

const rows = (page: Page): Locator =>
  page
    .getByRole("table")
    .getByRole("row")
    .filter({ has: page.getByRole("cell") });
const orderNumber = /CH-\d+/;

/** A customer of the demo with an address, as support reads it out of the list. */
async function knownCustomer(page: Page): Promise<{ name: string; number: string; tail: string }> {
  await page.goto("/customers");
  const row = rows(page)
    .filter({ hasText: /[\u4e00-\u9fff]/ })
    .first();
  const text = (await row.getByRole("link").textContent()) ?? "";
  const number = /C-\d+$/.exec(text)?.[0] ?? "";
  const name = text.slice(0, text.indexOf(number)).trim();
  const phone = /1\d{10}/.exec((await row.getByRole("cell").nth(1).textContent()) ?? "")?.[0] ?? "";
  expect(phone).not.toBe("");
  return { name, number, tail: phone.slice(-4) };
}

test("a telephone order is placed without touching the mouse", async ({ page, signIn }) => {
  await signIn("support");
  const customer = await knownCustomer(page);
  await page.goto("/orders");
  await expect(page.getByRole("heading", { level: 1, name: "Orders" })).toBeVisible();
  // Again where the page was shown and did not listen yet.
  await expect(async () => {
    await page.keyboard.press("n");
    await expect(page.getByRole("heading", { level: 1, name: "New order" })).toBeVisible({ timeout: 5_000 });
  }).toPass();

  // The customer, by the last digits they say.
  await expect(page.getByRole("combobox", { name: "Find a customer" })).toBeFocused();
  await page.keyboard.type(customer.tail);
  const hits = page.getByRole("listbox", { name: "Find a customer" }).getByRole("option");
  await expect(hits.filter({ hasText: customer.name }).first()).toBeVisible();
  const names = await hits.allTextContents();
  for (let at = 0; at < names.findIndex((text) => text.includes(customer.name)); at += 1)
    await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page.getByText(`${customer.name} · C-`)).toBeVisible();

  // Two items: three of the first, one of the second.
  const entry = page.getByRole("combobox", { name: "Add an item" });
  await expect(entry).toBeFocused();
  await page.keyboard.type("SN804 ×3");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("textbox", { name: /^Quantity of / })).toHaveValue("3");
  await page.keyboard.type("SN803");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("textbox", { name: /^Quantity of / })).toHaveCount(2);
  await expect(page.getByRole("button", { name: /^Place order, ¥181\.00/ })).toBeEnabled();
  await expectAccessible(page);

  await page.keyboard.press("Control+Enter");
  await expect(page.getByRole("heading", { level: 1, name: orderNumber })).toBeVisible();
  await expect(page.getByRole("region", { name: "Customer", exact: true })).toContainText(customer.name);
  await expect(page.getByRole("main")).toContainText("¥181.00");
  await expect(page.getByRole("main")).toContainText("Awaiting payment");
});

test("an order that is short of something says so before it is placed, and can wait as a draft", async ({
  page,
  signIn,
}) => {
  await signIn("support");
  await page.goto("/orders/new");
  const entry = page.getByRole("combobox", { name: "Add an item" });
  await entry.fill("NO-SUCH-ITEM");
  await entry.press("Enter");
  await expect(page.getByText("Nothing is called “NO-SUCH-ITEM”")).toBeVisible();
  await entry.fill("LT601-M ×900");
  await entry.press("Enter");
  await expect(page.getByText(/LT601-M: 900 needed, \d+ free/)).toBeVisible();
  await page.getByRole("button", { name: "Save draft" }).click();
  await expect(page.getByRole("heading", { level: 1, name: orderNumber })).toBeVisible();
  await expect(page.getByRole("main")).toContainText("Draft");
});

test("the review queue is worked by four letters", async ({ browser, page, signIn }) => {
  test.slow();
  // Two units of an item at a price below its cost: what only a person lets through.
  const [number = ""] = await placeOrders(browser, signIn, [[{ item: 0, quantity: 2 }]], {
    unitPrice: "0.10",
    review: true,
  });
  await signIn("support");
  await page.goto("/review");
  const queue = page.getByRole("navigation", { name: "Review" });
  const current = queue.getByRole("link").and(page.locator("[aria-current=true]"));
  await expect(current).toHaveCount(1);
  await expectAccessible(page);

  // J down and K up again.
  const first = await current.textContent();
  await page.keyboard.press("j");
  await expect(current).not.toHaveText(first ?? "");
  await page.keyboard.press("k");
  await expect(current).toHaveText(first ?? "");

  // A approves what is fine in spite of a check; the next order opens by itself.
  await queue.getByRole("link").filter({ hasText: number }).click();
  await expect(page.getByRole("heading", { level: 2, name: number })).toBeVisible();
  await expect(current).toContainText("Price below cost");
  await page.keyboard.press("a");
  await expect(queue.getByRole("link").filter({ hasText: number })).toHaveCount(0);
  await expect(page.getByRole("heading", { level: 2, name: orderNumber })).not.toHaveText(number);

  // H holds with a reason; the flag stands on the order until it is released.
  const held = queue.getByRole("link").filter({ hasText: "Item not linked" }).first();
  const waiting = orderNumber.exec((await held.textContent()) ?? "")?.[0] ?? "";
  await held.click();
  await expect(page.getByRole("heading", { level: 2, name: waiting })).toBeVisible();
  await page.keyboard.press("h");
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Reason").fill("Asked the shop which set it is");
  await dialog.getByRole("button", { name: "Hold", exact: true }).click();
  await expect(dialog).toBeHidden();
  await page.goto(`/orders/${waiting}`);
  await expect(page.getByRole("main")).toContainText("Asked the shop which set it is");
  await page
    .getByRole("button", { name: /^Release/ })
    .first()
    .click();
  await expect(page.getByText("Hold released").first()).toBeVisible();
});

test("two Chinese characters find an order, and going back finds the list as it was", async ({ page, signIn }) => {
  await signIn("support");
  await page.goto("/orders?channel=taobao");
  const two = /[\u4e00-\u9fff]{2}/.exec((await rows(page).first().textContent()) ?? "")?.[0] ?? "";
  expect(two).toHaveLength(2);
  await page.keyboard.press("/");
  await page.keyboard.type(two);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(
    (url) => url.searchParams.get("q") === two && url.searchParams.get("channel") === "taobao",
  );
  await expect(rows(page).first()).toContainText(two);
  for (const text of await rows(page).allTextContents()) expect(text).toContain(two);

  const address = page.url();
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: orderNumber })).toBeVisible();
  await page.goBack();
  await expect(page).toHaveURL(address);
  await expect(page.getByRole("searchbox")).toHaveValue(two);
});

test("a long list keeps filters, order and place while an order is looked at", async ({ page, signIn }) => {
  await signIn("support");
  await page.goto("/orders?tab=completed&channel=taobao&sort=-total");
  await expect(rows(page).nth(40)).toBeVisible();
  const seen = rows(page).nth(40).getByRole("link").first();
  const number = orderNumber.exec((await seen.textContent()) ?? "")?.[0] ?? "";
  await seen.scrollIntoViewIfNeeded();
  const top = await page.evaluate(() => window.scrollY);
  expect(top).toBeGreaterThan(300);
  await seen.click();
  await expect(page.getByRole("heading", { level: 1, name: number })).toBeVisible();
  await page.goBack();
  await expect(rows(page).nth(40)).toContainText(number);
  await expect(page).toHaveURL(/tab=completed&channel=taobao&sort=-total/);
  await expect.poll(() => page.evaluate(() => window.scrollY)).toBeGreaterThan(top - 200);
});

test("a pasted number jumps to its order from anywhere", async ({ page, signIn }) => {
  await signIn("support");
  await page.goto("/orders?tab=shipped");
  const number = (await rows(page).first().getByRole("link", { name: orderNumber }).first().textContent()) ?? "";
  await page.goto("/customers");
  await page.keyboard.press("Control+k");
  await page.keyboard.type(number);
  await expect(page.getByRole("option").filter({ hasText: number }).first()).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: number })).toBeVisible();
});

test("items of an approved order are changed after seeing what that does", async ({ page, signIn, browser }) => {
  const [number = ""] = await placeOrders(browser, signIn, [
    [
      { item: 0, quantity: 2 },
      { item: 1, quantity: 1 },
    ],
  ]);
  await signIn("support");
  const openChange = async () => {
    await page.getByRole("button", { name: "Edit", exact: true }).click();
    await page.getByRole("menuitem", { name: "Change items…" }).click();
    await expect(page.getByRole("heading", { level: 1, name: `Change items of ${number}` })).toBeVisible();
  };
  const effects = page.getByRole("region", { name: "What will happen" });
  const totalAfter = async () =>
    /Total.*?becomes (¥[\d,.]+\d)/.exec((await effects.textContent()) ?? "")?.[1] ?? "none";
  const units = page.getByRole("textbox", { name: /^Units of / });

  await page.goto(`/orders/${number}`);
  await openChange();
  await expect(effects).toContainText("Nothing is changed yet.");
  await expect(effects.getByRole("button", { name: "Change" })).toBeDisabled();

  // One more of the first line, and an item that was not there.
  const before = Number(await units.first().inputValue());
  await units.first().fill("-1");
  await expect(effects).toContainText("Enter a whole number, 0 or more.");
  await units.first().fill(`${before + 1}`);
  await expect(effects).toContainText(/1 unit reserved at/);
  const entry = page.getByRole("combobox", { name: "Add an item" });
  await entry.fill("SN803");
  await entry.press("Enter");
  await expect(effects).toContainText(/SN803 1 unit reserved at/);
  await expect(effects).toContainText("It does not leave before the money has come.");
  const change = effects.getByRole("button", { name: /^Change · customer owes ¥[\d,.]+ more/ });
  await expect(change).toBeEnabled();
  await expectAccessible(page);
  const raised = await totalAfter();
  await change.click();
  await expect(page.getByRole("heading", { level: 1, name: number, exact: true })).toBeVisible();
  await expect(page.getByText("Items changed")).toBeVisible();
  await expect(page.getByRole("region", { name: "Lines" })).toContainText(raised);
  await expect(page.getByRole("region", { name: "Timeline" })).toContainText(/Added .*SN803/);

  // The first line goes; the button and its shortcut move the money.
  await openChange();
  await units.first().fill("0");
  await expect(effects.getByRole("button", { name: /^Change · (refund|customer owes) ¥/ })).toBeEnabled();
  const lowered = await totalAfter();
  await units.first().press("Control+Enter");
  await expect(page.getByRole("heading", { level: 1, name: number, exact: true })).toBeVisible();
  await expect(page.getByRole("region", { name: "Lines" })).toContainText(lowered);
  await expect(page.getByRole("region", { name: "Timeline" })).toContainText(/Cancelled .* off the total/);
});

test("lost goods are sent again at no price, and an order is copied into a draft", async ({ page, signIn }) => {
  await signIn("support");
  await page.goto("/orders?tab=delivered");
  const first = (await rows(page).first().getByRole("link", { name: orderNumber }).first().textContent()) ?? "";
  await page.goto(`/orders/${first}`);
  const heading = page.getByRole("heading", { level: 1 });
  const related = page.getByRole("region", { name: "Related orders" });
  const choose = async (entry: string) => {
    await page.getByRole("main").getByRole("button", { name: "More", exact: true }).first().click();
    await page.getByRole("menuitem", { name: entry }).click();
  };
  await expect(heading).toHaveText(first);
  await expect(related).toHaveCount(0);

  // One unit, after a look at where it is taken from.
  await choose("Send again");
  const dialog = page.getByRole("dialog", { name: `Send goods of ${first} again` });
  await dialog
    .getByRole("spinbutton", { name: /^Units of .* to send again$/ })
    .first()
    .fill("1");
  await expect(dialog).toContainText(/1 unit (at|backordered)/);
  await expect(dialog).toContainText(/The customer pays\s*Nothing/);
  await dialog.getByRole("combobox", { name: "Reason" }).selectOption({ label: "Lost" });
  await dialog.getByRole("textbox", { name: /^Note/ }).fill("Parcel never arrived");
  await expect(dialog.getByRole("button", { name: "Send again · 1 unit" })).toBeEnabled();
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Send again · 1 unit" }).click();

  // The new order costs nothing, says what it is, and leads back.
  await expect(heading).not.toHaveText(first);
  await expect(heading).toHaveText(/^CH-\d+$/);
  const second = (await heading.textContent()) ?? "";
  await expect(page.getByText(`Goods sent again as ${second}`)).toBeVisible();
  await expect(page.getByRole("region", { name: "Money", exact: true })).toContainText(/Total\D*0\.00/);
  await expect(page.getByRole("main").getByText("Sent again", { exact: true })).toBeVisible();
  await expect(related).toContainText(`Sends ${first} again`);
  await expect(related).toContainText("Lost");
  await expectAccessible(page);
  await related.getByRole("link", { name: first }).click();
  await expect(heading).toHaveText(first);
  await expect(related).toContainText(`Sent again as ${second}`);
  await expect(related.getByRole("link", { name: second })).toBeVisible();
  const timeline = page.getByRole("region", { name: "Timeline" });
  await expect(timeline).toContainText(new RegExp(`Sent again as ${second}: .*lost.*Parcel never arrived`));

  // The same items once more, to be looked over before they are placed.
  const skus = await page.getByRole("region", { name: "Lines" }).locator("tbody .font-mono").allTextContents();
  expect(skus.length).toBeGreaterThan(0);
  await choose("Duplicate");
  await expect(page).toHaveURL(/\/orders\/new\?draft=CH-\d+$/);
  await expect(heading).toHaveText(/CH-\d+/);
  await expect(page.getByRole("textbox", { name: /^Quantity of / })).toHaveCount(skus.length);
  for (const sku of skus) await expect(page.getByRole("main")).toContainText(sku);
  await page.getByRole("main").getByRole("link", { name: orderNumber }).first().click();
  await expect(related).toContainText(`Copy of ${first}`);
});

test("a hold is taken back from the timeline, and two people edit one order without losing a word", async ({
  page,
  signIn,
  browser,
}) => {
  const [number = ""] = await placeOrders(browser, signIn, [[{ item: 2, quantity: 1 }]]);
  await signIn("support");
  await page.goto(`/orders/${number}`);
  const timeline = page.getByRole("region", { name: "Timeline" });
  const edit = async (entry: string) => {
    await page.getByRole("button", { name: "Edit", exact: true }).click();
    await page.getByRole("menuitem", { name: entry }).click();
  };

  await edit("Hold");
  const hold = page.getByRole("dialog", { name: `Hold ${number}` });
  await hold.getByRole("textbox", { name: "Reason" }).fill("Ring before delivery");
  await hold.getByRole("button", { name: "Hold" }).click();
  await expect(timeline).toContainText("Ring before delivery");
  await timeline.getByRole("link", { name: /^Undo: Held.*Ring before delivery/ }).click();
  const undo = page.getByRole("dialog", { name: "Undo this change?" });
  await expect(undo).toContainText("Ring before delivery");
  await expectAccessible(page);
  await undo.getByRole("button", { name: "Undo" }).click();
  await expect(undo).toBeHidden();
  await expect(page).toHaveURL(new RegExp(`/orders/${number}$`));
  await expect(page.getByText("Undone", { exact: true })).toBeVisible();
  await expect(timeline).toContainText("undone");
  await expect(timeline).toContainText("Hold released: address");

  // Somebody else writes a note for the house while the form is open here; the phone number typed here goes in all the same.
  await edit("Edit details");
  const form = page.getByRole("dialog", { name: `Edit ${number}` });
  await form.getByRole("textbox", { name: "Phone", exact: true }).first().fill("+86 138 0013 8000");
  const other = await browser.newContext();
  const elsewhere = await other.newPage();
  await signIn("manager", elsewhere);
  await elsewhere.goto(`/orders/${number}?do=edit`);
  const theirs = elsewhere.getByRole("dialog", { name: `Edit ${number}` });
  await theirs.getByRole("textbox", { name: "Seller note" }).fill("Fragile");
  await theirs.getByRole("button", { name: "Edit details" }).click();
  await expect(theirs).toBeHidden();
  await form.getByRole("button", { name: "Edit details" }).click();
  await expect(form).toBeHidden();
  await expect(timeline).toContainText(/Changed .*phone/);
  await expect(page.getByText("Fragile")).toBeVisible();
  await other.close();
});
