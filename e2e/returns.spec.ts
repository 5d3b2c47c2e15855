import type { Browser, Page } from "@playwright/test";
import { expect, expectAccessible, makeKey, type Role, test } from "./fixtures";
import { placeOrders } from "./place-orders";

type SignIn = (role: Role, on?: Page) => Promise<unknown>;

/** An order of three units of one item that has left. */
async function sentOrder(browser: Browser, signIn: SignIn): Promise<string> {
  const [number = ""] = await placeOrders(browser, signIn, [[{ item: 3, quantity: 3 }]], { unitPrice: "20.00" });
  const context = await browser.newContext();
  const page = await context.newPage();
  await signIn("owner", page);
  const key = await makeKey(page, `Parcels of a story ${Date.now()}`);
  const answer = await page.request.post(`/api/v1/orders/${number}/shipments`, {
    headers: { authorization: `Bearer ${key}` },
    data: { trackingNumber: `SF${Date.now()}` },
  });
  expect(answer.status(), await answer.text()).toBe(201);
  await context.close();
  return number;
}

/** Presses what has this name, by keyboard. */
async function press(
  page: Page,
  name: string | RegExp,
  role: "button" | "link" | "menuitem" = "button",
): Promise<void> {
  const target = page.getByRole(role, { name }).last();
  await expect(target).toBeEnabled();
  await target.focus();
  await page.keyboard.press("Enter");
}

test("two of three come back: one is good, one is broken, the money goes back", async ({ page, signIn, browser }) => {
  test.setTimeout(120_000);
  const number = await sentOrder(browser, signIn);
  await signIn("owner");
  await page.goto(`/orders/${number}`);
  await page.getByRole("main").getByRole("button", { name: "More", exact: true }).first().focus();
  await page.keyboard.press("Enter");
  await press(page, "Return…", "menuitem");
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("spinbutton").fill("2");
  await dialog.getByRole("combobox", { name: "Why" }).selectOption({ label: "Not wanted any more" });
  await expect(dialog.getByText("The policy allows it; a person decides")).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole("checkbox", { name: "Approve at once" }).uncheck();
  await press(page, "Make return of 2 units");
  await page.waitForURL(/\/returns\/RMA-\d+$/);
  const rma = /RMA-\d+/.exec(page.url())?.[0] ?? "";
  await expect(page.getByRole("heading", { level: 1, name: rma })).toBeVisible();
  await expectAccessible(page);
  await press(page, "Approve");
  await expect(page.getByRole("link", { name: "Receive" })).toBeVisible();

  // It is found in the queue by j and Enter, and by its number.
  await page.goto(`/returns?tab=coming&q=${rma}`);
  await expectAccessible(page);
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await page.waitForURL(new RegExp(`/returns/${rma}$`));
  await press(page, "Receive", "link");
  await page.waitForURL(/\/receive$/);

  // The scanner types into the page.
  const sku = /[A-Z0-9]+-[A-Z0-9]+/.exec(
    (await page.getByRole("list", { name: "What should come" }).textContent()) ?? "",
  );
  await page.keyboard.type("NOT-OURS");
  await page.keyboard.press("Enter");
  await expect(page.getByText("“NOT-OURS” is not of this order")).toBeVisible();
  for (let scan = 0; scan < 2; scan += 1) {
    await page.keyboard.type(sku?.[0] ?? "");
    await page.keyboard.press("Enter");
  }
  await expectAccessible(page);
  await press(page, "Take in 2 units");
  const bench = page.getByRole("region", { name: /^Inspect / });
  await expect(bench).toContainText("2 / 2");
  await expectAccessible(page);
  await press(page, /^One less/);
  await press(page, "Back on the shelf");
  await expect(bench).toContainText("1 / 1");
  await bench.getByRole("combobox", { name: "Condition" }).selectOption({ label: "Damaged" });
  await press(page, "Set aside as damaged");
  await expect(page.getByText("All is inspected")).toBeVisible();
  await press(page, "To the return", "link");

  const tracks = page.getByRole("region", { name: "Where it stands" });
  await expect(tracks).toContainText("1 back on the shelf · 1 damaged");
  await expect(tracks).toContainText("2 units to refund");
  await press(page, "Refund…");
  await press(page, /^Refund 40\.00 CNY$/);
  await expect(tracks).toContainText("Refunded");
  await expect(page.getByRole("region", { name: "Timeline" })).toContainText("inspected");

  await page.goto(`/orders/${number}`);
  await expect(page.getByRole("region", { name: "Returns" })).toContainText(rma);
  await expect(page.getByRole("region", { name: "Payments and refunds" })).toContainText("40.00");

  // What came back is in the report, and its lines stand behind the sum.
  await page.goto("/reports");
  await press(page, "What was returned?", "link");
  await page.waitForURL(/\/reports\/returns$/);
  await expectAccessible(page);
  const row = page
    .getByRole("table", { name: "By reason" })
    .getByRole("row")
    .filter({ hasText: "Not wanted any more" });
  const sum = (await row.getByRole("link").textContent()) ?? "";
  await row.getByRole("link").press("Enter");
  await page.waitForURL(/\/reports\/returns\/lines\?/);
  await expect(page.getByRole("heading", { level: 1 })).toContainText(sum);
  await expectAccessible(page);
  await expect(page.getByRole("link", { name: "Export CSV" })).toBeVisible();
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: rma })).toBeVisible();
});

test("a change of the policy stays on record: who changed what", async ({ page, signIn }) => {
  await signIn("owner");
  await page.goto("/settings/returns");
  const days = page.getByRole("spinbutton", { name: "Days to return, from delivery" });
  const before = await days.inputValue();
  const after = String(Number(before) + 1);
  const latest = page.getByRole("main").getByRole("listitem").filter({ hasText: "Holds now" });
  for (const [from, to] of [
    [before, after],
    [after, before],
  ] as const) {
    await days.fill(to);
    await press(page, "Save as new version");
    await expect(latest).toContainText(`Days to return, from delivery: ${from} → ${to}`);
  }
  await page.goto("/settings/returns");
  await expectAccessible(page);
});

test("a buyer asks from the tracking page, and reads what became of it @phone", async ({ page, signIn, browser }) => {
  test.setTimeout(120_000);
  const number = await sentOrder(browser, signIn);
  await signIn("support");
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto(`/orders/${number}`);
  await page.getByRole("main").getByRole("button", { name: "More", exact: true }).first().click();
  await page.getByRole("menuitem", { name: /tracking link|customer/i }).click();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  // A copy button says that it copied, and is itself again after a while.
  const copy = page.getByRole("region", { name: "Customer" }).getByRole("button", { name: "Copy address" });
  await copy.press("Enter");
  await expect(page.getByRole("button", { name: "Copied" })).toBeVisible();
  await expect(copy).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/\S\n.*\S/);

  const phone = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: "en-GB" });
  const buyer = await phone.newPage();
  await buyer.goto(link);
  await buyer.getByRole("link", { name: "Send something back" }).click();
  await expect(buyer.getByRole("heading", { level: 1, name: "Send something back" })).toBeVisible();
  await expectAccessible(buyer);
  const submit = buyer.getByRole("button", { name: "Ask for the return" });
  await submit.click();
  await expect(buyer.getByRole("main").getByRole("alert")).toHaveText("Choose at least one item.");
  await buyer.getByRole("combobox", { name: /^Units of/ }).selectOption("1");
  await buyer.getByRole("combobox", { name: "Why" }).selectOption({ label: "Does not work" });
  await buyer.getByRole("textbox").fill("It leaks");
  await submit.click();
  await expect(buyer.getByRole("main").getByRole("status")).toContainText(/We have your request RMA-\d+/);
  await expect(buyer.getByRole("main")).toContainText("We are looking at it");
  expect(await buyer.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await expectAccessible(buyer);
  const rma = /RMA-\d+/.exec((await buyer.getByRole("main").textContent()) ?? "")?.[0] ?? "";

  await page.goto(`/returns/${rma}`);
  await expect(page.getByRole("main")).toContainText("It leaks");
  await press(page, "Approve");
  await expect(page.getByText("Return approved")).toBeVisible();
  await buyer.reload();
  await expect(buyer.getByRole("main")).toContainText(`Write ${rma} on the parcel`);
  await expect(buyer.getByRole("main")).toContainText("we pay for sending it");

  // As long as it is not on its way it can be taken back; whoever has it open hears of it.
  await buyer.getByText("Keep it after all?").click();
  await expectAccessible(buyer);
  await buyer.getByRole("button", { name: `Withdraw ${rma}` }).click();
  await expect(buyer.getByRole("main").getByRole("status")).toContainText(`The return ${rma} is withdrawn`);
  await expect(buyer.getByRole("main")).toContainText("Cancelled");
  expect(await buyer.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await page.getByRole("button", { name: /^Changed by .* Show$/ }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText(rma);
  await expect(page.getByRole("main")).toContainText("Cancelled");

  // A link that was tampered with says the same of every order.
  await buyer.goto(`/track/${number}/return?t=1.abc`);
  await buyer.waitForURL(/\/track\?link=ended/);
  await phone.close();
});
