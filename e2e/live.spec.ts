import type { Browser, Page } from "@playwright/test";
import { expect, makeKey, test } from "./fixtures";

const address = process.env.E2E_BASE_URL as string;
// A server that compiles a page when it is first asked for takes its time.
const patience = { timeout: 20_000 };

/** An order that a website sends; gives its number. */
async function sendOrder(key: string): Promise<string> {
  const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
  const listed = await fetch(`${address}/api/v1/products?limit=100`, { headers });
  const { products } = (await listed.json()) as { products: { sku: string; backorderAllowed: boolean }[] };
  // Other stories sell an item's last units.
  const item = products.find((product) => product.backorderAllowed);
  const answer = await fetch(`${address}/api/v1/orders`, {
    method: "POST",
    headers,
    body: JSON.stringify({
      customer: { name: "周敏", email: `live.${Date.now().toString(36)}@example.com` },
      shipTo: { name: "周敏", phone: "13700000001", line1: "南京西路 1266 号", city: "上海市", country: "CN" },
      paymentMethod: "cod",
      lines: [{ sku: item?.sku, quantity: 1, unitPrice: "8.00" }],
    }),
  });
  const body = (await answer.json()) as { number: string };
  expect(answer.status, JSON.stringify(body)).toBe(201);
  return body.number;
}

async function otherBrowser(browser: Browser): Promise<Page> {
  return (await browser.newContext({ baseURL: address })).newPage();
}

const bar = (page: Page) => page.getByRole("status").getByRole("button", { name: /Show$/ });

test("orders that come in are a bar to click; until then the rows stay where they are", async ({
  page,
  signIn,
  browser,
}) => {
  test.setTimeout(120_000);
  await signIn("owner");
  const key = await makeKey(page, "Live website");
  const clerk = await otherBrowser(browser);
  await signIn("support", clerk);
  await clerk.goto("/orders");
  const first = clerk.getByRole("table", { name: "Orders" }).getByRole("row").nth(1);
  const stood = await first.getByRole("link").first().textContent();

  await sendOrder(key);
  const newest = await sendOrder(key);
  await expect(bar(clerk)).toHaveText(/new orders? · Show/, patience);
  await expect(first.getByRole("link").first()).toHaveText(stood ?? "");

  const ticked = clerk.getByRole("checkbox", { name: `Select ${stood}` });
  await ticked.check();
  await bar(clerk).click();
  await expect(clerk.getByRole("table", { name: "Orders" }).getByRole("link", { name: newest })).toBeVisible(patience);
  await expect(ticked).toBeChecked();
  await expect(clerk.getByText("1 selected")).toBeVisible();
  await expect(bar(clerk)).toHaveCount(0);
  await clerk.context().close();
});

test("who edits an order learns what somebody else did to it, keeps what was typed, and saves over it knowingly", async ({
  page,
  signIn,
  browser,
}) => {
  test.setTimeout(120_000);
  await signIn("manager");
  await page.goto("/orders?tab=ready");
  const link = page.getByRole("table", { name: "Orders" }).getByRole("link", { name: /^CH-\d+/ });
  const number = (await link.nth(3).textContent()) ?? "";
  await page.goto(`/orders/${number}?do=edit`);
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: "Name" }).first().fill("Typed before");

  const clerk = await otherBrowser(browser);
  const { name } = await signIn("support", clerk);
  await clerk.goto(`/orders/${number}`);
  // The form is open elsewhere: a hint says so, and keeps nobody from working.
  await expect(clerk.getByText(/is editing this order/)).toBeVisible({ timeout: 40_000 });
  await clerk.getByRole("button", { name: "Edit", exact: true }).click();
  await clerk.getByRole("menuitem", { name: "Hold" }).click();
  await clerk.getByRole("dialog").getByRole("textbox", { name: "Reason" }).fill("Asked to wait");
  await clerk.getByRole("dialog").getByRole("button", { name: "Hold" }).click();
  await expect(clerk.getByText("Order held")).toBeVisible(patience);
  // Whoever did it is told nothing about it.
  await expect(bar(clerk)).toHaveCount(0);

  const notice = dialog.getByRole("status").filter({ hasText: `Changed by ${name}` });
  await expect(notice).toContainText("Asked to wait", patience);
  await notice.getByRole("button", { name: "Show" }).click();
  await expect(notice).toHaveCount(0);
  await expect(dialog.getByRole("textbox", { name: "Name" }).first()).toHaveValue("Typed before");
  await dialog.getByRole("button", { name: "Edit details" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole("main")).toContainText("Typed before");
  await clerk.context().close();
});

test("the tabs of a browser share one stream, and when its tab is closed another takes it over", async ({
  page,
  context,
  signIn,
}) => {
  test.setTimeout(120_000);
  await signIn("manager");
  await page.goto("/customers");
  const locks = (state: "held" | "pending") =>
    context
      .pages()
      .at(-1)
      ?.evaluate(async (of) => (await navigator.locks.query())[of]?.length, state);
  await expect.poll(() => locks("held"), patience).toBe(1);

  const second = await context.newPage();
  const asked: string[] = [];
  second.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await second.goto("/customers");
  await expect.poll(() => locks("pending"), patience).toBe(1);
  expect(asked).not.toContain("/api/internal/live");
  await page.close();
  await expect.poll(() => asked, patience).toContain("/api/internal/live");
});
