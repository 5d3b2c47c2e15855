import type { Page } from "@playwright/test";
import { expect, expectAccessible, test } from "./fixtures";

/** An order that has left, with the phone it can be looked up by, read as support sees it. */
async function sentOrder(page: Page): Promise<{ number: string; tail: string }> {
  await page.goto("/orders?tab=shipped&channel=manual");
  const link = page
    .getByRole("main")
    .getByRole("link", { name: /CH-\d+/ })
    .first();
  const number = /CH-\d+/.exec((await link.textContent()) ?? "")?.[0] ?? "";
  await page.goto(`/orders/${number}`);
  const card = page.getByRole("region", { name: "Customer", exact: true });
  const digits = /\+?\d[\d -]{7,}/.exec((await card.textContent()) ?? "")?.[0].replace(/\D/g, "") ?? "";
  expect(digits.length).toBeGreaterThanOrEqual(8);
  return { number, tail: digits.slice(-4) };
}

test("a buyer follows an order by number and phone tail, in every language @phone", async ({
  page,
  signIn,
  browser,
}) => {
  await signIn("support");
  const { number, tail } = await sentOrder(page);
  const phone = await browser.newContext({
    baseURL: new URL(page.url()).origin,
    viewport: { width: 390, height: 844 },
    locale: "en-GB",
  });
  const buyer = await phone.newPage();
  const scripts: string[] = [];
  buyer.on("requestfinished", (sent) => sent.resourceType() === "script" && scripts.push(sent.url()));
  await buyer.goto("/track");
  await expect(buyer).toHaveTitle(/^Track your order · /);
  await expect(buyer.getByRole("heading", { level: 1, name: "Track your order" })).toBeVisible();
  await expectAccessible(buyer);

  const look = async (typed: { number: string; contact: string }) => {
    await buyer.getByLabel("Order number").fill(typed.number);
    await buyer.getByLabel("E-mail or phone").fill(typed.contact);
    // Every problem reads the same: the answer itself tells that this one was answered.
    const answered = buyer.waitForResponse((response) => response.request().method() === "POST");
    await buyer.getByRole("button", { name: "Show my order" }).click();
    await answered;
  };
  const problem = buyer.getByRole("main").getByRole("alert");
  const wrongTail = tail === "0000" ? "1111" : "0000";
  await look({ number, contact: wrongTail });
  await expect(problem).toHaveText("We found no order with this number and this e-mail or phone. Check both.");
  await expect(problem).toBeFocused();
  await look({ number: "CH-999999", contact: wrongTail });
  await expect(problem).toHaveText("We found no order with this number and this e-mail or phone. Check both.");
  await expect(buyer.getByLabel("Order number")).toHaveValue("CH-999999");

  await look({ number: number.toLowerCase(), contact: tail });
  await buyer.waitForURL(/\/track\/CH-\d+\?t=/);
  await expect(buyer.getByRole("main").getByText(number)).toBeVisible();
  await expect(buyer.getByRole("list", { name: "Progress" }).getByRole("listitem")).toHaveCount(5);
  await expect(buyer.getByRole("heading", { level: 2, name: /^Parcel/ }).first()).toBeVisible();
  await expect(buyer.getByRole("heading", { level: 2, name: "Items" })).toBeVisible();
  await expectAccessible(buyer);
  expect(await buyer.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);

  await buyer.getByRole("button", { name: /简体中文/ }).click();
  await expect(buyer.getByRole("heading", { level: 2, name: "商品" })).toBeVisible();
  await expect(buyer.getByRole("list", { name: "进度" })).toBeVisible();
  await buyer.getByRole("button", { name: /繁體中文/ }).click();
  await expect(buyer.getByRole("list", { name: "進度" })).toBeVisible();
  await expect(buyer.locator("html")).toHaveAttribute("lang", "zh-TW");
  expect(await buyer.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  expect(scripts, "a customer's page loads no script").toEqual([]);
  await phone.close();
});

test("the page works without a script, and a link that was tampered with says nothing @phone", async ({
  page,
  signIn,
  browser,
}) => {
  await signIn("support");
  const { number, tail } = await sentOrder(page);
  const plain = await browser.newContext({
    baseURL: new URL(page.url()).origin,
    javaScriptEnabled: false,
    locale: "en-GB",
  });
  const buyer = await plain.newPage();
  await buyer.goto("/track");
  await buyer.getByLabel("Order number").fill(number);
  await buyer.getByLabel("E-mail or phone").fill(tail);
  await buyer.getByRole("button", { name: "Show my order" }).click();
  await buyer.waitForURL(/\/track\/CH-\d+\?t=/);
  const link = buyer.url();
  await buyer.getByRole("button", { name: /简体中文/ }).click();
  await expect(buyer.getByRole("heading", { level: 2, name: "商品" })).toBeVisible();

  for (const forged of [link.replace(/.$/, "!"), link.replace(number, "CH-100001"), link.replace(/\?t=.*/, "")]) {
    await buyer.goto(forged);
    await buyer.waitForURL(/\/track\?link=ended$/);
    await expect(buyer.getByRole("alert")).toHaveText("链接已失效，请输入订单号查询。");
  }
  await plain.close();
});

test("support finds a customer by two characters of the name, notes something and merges a double", async ({
  page,
  signIn,
}) => {
  await signIn("manager");
  const name = "欧阳测试";
  const phone = `1390000${String(Date.now()).slice(-4)}`;
  for (const each of [name, `${name}二`]) {
    await page.goto("/customers/new");
    await page.getByRole("textbox", { name: "Name", exact: true }).fill(each);
    await page.getByRole("textbox", { name: "Phone", exact: true }).fill(phone);
    await page.getByRole("button", { name: "Create customer" }).click();
    if (each !== name) {
      await expect(page.getByRole("main").getByRole("alert")).toContainText("has this e-mail or phone already");
      await expectAccessible(page);
      await page.getByRole("checkbox", { name: /^This is another customer/ }).check();
      await page.getByRole("button", { name: "Create customer" }).click();
    }
    await page.waitForURL(/\/customers\/C-\d+$/);
    await expect(page.getByRole("heading", { level: 1, name: each, exact: true })).toBeVisible();
  }

  await page.goto("/customers");
  await page.getByRole("searchbox", { name: "Search customers" }).fill("欧阳");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("table", { name: "Customers" })).toContainText(name);
  await expectAccessible(page);
  await page.getByRole("searchbox", { name: "Search customers" }).fill(phone.slice(-6));
  await page.keyboard.press("Enter");
  await page.waitForURL(`**/customers?q=${phone.slice(-6)}`);
  await page
    .getByRole("table", { name: "Customers" })
    .getByRole("link", { name: new RegExp(`${name}二`) })
    .click();

  await page.getByRole("textbox", { name: "Note", exact: true }).fill("Rings before noon");
  await page.getByRole("button", { name: "Add note" }).click();
  await expect(page.getByRole("region", { name: "Notes" })).toContainText("Rings before noon");
  await page
    .getByRole("region", { name: "Looks like the same person" })
    .getByRole("button", { name: "Merge into this one" })
    .click();
  await page
    .getByRole("alertdialog")
    .getByRole("button", { name: /^Merge C-/ })
    .click();
  await expect(page.getByText("Customers merged")).toBeVisible();
  await expect(page.getByRole("region", { name: "Looks like the same person" })).toHaveCount(0);
  await expectAccessible(page);
});
