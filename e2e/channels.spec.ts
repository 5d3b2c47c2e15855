import { createHmac, randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { expect, expectAccessible, test } from "./fixtures";

const address = process.env.E2E_BASE_URL as string;
const secret = "a secret of twenty-six letters";

/** The owner opens a Shopify channel of its own and gives it its secret; gives its code. */
async function openChannel(page: Page): Promise<string> {
  const code = `web-${Date.now().toString(36)}`;
  await page.goto("/settings/channels");
  await page.getByRole("button", { name: "Add a channel" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name", { exact: true }).fill(`Shop ${code}`);
  await dialog.getByLabel("Code", { exact: true }).fill(code);
  await dialog.getByLabel("Kind").selectOption({ label: "Shopify" });
  await dialog.getByLabel("Currency").selectOption("GBP");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog).toBeHidden();
  const row = page.getByRole("row", { name: new RegExp(code) });
  await row.getByRole("button").first().click();
  await page
    .getByRole("dialog")
    .getByLabel(/secret/i)
    .first()
    .fill(secret);
  await page.getByRole("dialog").getByRole("button", { name: "Replace the secret" }).click();
  await expect(page.getByRole("dialog")).toBeHidden();
  return code;
}

async function send(code: string, body: unknown, signature?: string): Promise<number> {
  const bytes = JSON.stringify(body);
  const response = await fetch(`${address}/api/webhooks/shopify/${code}`, {
    method: "POST",
    body: bytes,
    headers: {
      "content-type": "application/json",
      "x-shopify-topic": "orders/create",
      "x-shopify-webhook-id": randomUUID(),
      "x-shopify-hmac-sha256": signature ?? createHmac("sha256", secret).update(bytes).digest("base64"),
    },
  });
  return response.status;
}

/** An order of a new customer: the same telephone twice would look like a duplicate. */
function order(name: string, sku: string) {
  const phone = `01225 ${String(Math.floor(Math.random() * 1_000_000)).padStart(6, "0")}`;
  return {
    id: 1,
    name,
    created_at: new Date().toISOString(),
    updated_at: new Date().toISOString(),
    cancelled_at: null,
    currency: "GBP",
    financial_status: "paid",
    taxes_included: true,
    total_price: "240.00",
    total_tax: "40.00",
    email: `${name.replace(/\W/g, "")}@example.com`,
    line_items: [
      { id: 1, sku, title: "Their mug", quantity: 1, price: "240.00", taxable: true, requires_shipping: true },
    ],
    shipping_address: {
      name: "Ada Reed",
      address1: "3 Mill Lane",
      city: "Bath",
      zip: "BA1 1AA",
      country_code: "GB",
      phone,
    },
  };
}

test("a channel's order waits for its code to be linked, once, and then goes on", async ({ page, signIn }) => {
  await signIn("owner");
  const code = await openChannel(page);
  const theirs = `THEIRS-${Date.now().toString(36)}`.toUpperCase();
  expect(await send(code, order("#1", theirs), "wrong")).toBe(401);
  expect(await send(code, order("#1", theirs))).toBe(200);
  expect(await send(code, order("#2", theirs))).toBe(200);

  const rows = page.getByRole("row", { name: new RegExp(`Shop ${code}`) });
  await expect(async () => {
    await page.goto(`/channels?channel=${code}&tab=done`);
    await expect(rows).toHaveCount(2);
  }).toPass();
  await expectAccessible(page);

  await page.getByRole("link", { name: /Codes to link/ }).click();
  const waiting = page.getByRole("row", { name: new RegExp(theirs) });
  await expect(waiting).toContainText("Their mug");
  await expect(waiting.getByRole("link", { name: "2", exact: true })).toBeVisible();
  await expectAccessible(page);
  const ours = await anItem(page);
  await waiting.getByLabel("Our SKU").fill(ours);
  await waiting.getByRole("button", { name: "Link", exact: true }).click();
  await expect(waiting).toBeHidden();

  await page.goto(`/orders?channel=${code}`);
  await expect(page.getByRole("row", { name: new RegExp(`Shop ${code}`) })).toHaveCount(2);
  await expect(page.getByRole("row", { name: /Review/ })).toHaveCount(0);
});

/** An item with plenty of stock, as the palette's search knows it. */
async function anItem(page: Page): Promise<string> {
  const answer = await page.request.get("/api/internal/search?q=mug");
  const found = (await answer.json()) as { groups: { kind: string; items: { key: string; detail: string }[] }[] };
  const items = found.groups.find((group) => group.kind === "variant")?.items ?? [];
  const item = items.find(({ detail }) => Number(detail.split("·").at(-1)) > 10);
  expect(item, "the demo has a mug in stock").toBeDefined();
  return item?.key ?? "";
}

test("a delivery that cannot be read says why, and a person puts it aside", async ({ page, signIn }) => {
  await signIn("owner");
  const code = await openChannel(page);
  expect(await send(code, { ...order("#9", "X"), total_price: "a lot" })).toBe(200);
  await expect(async () => {
    await page.goto(`/channels?channel=${code}`);
    await expect(page.getByRole("row", { name: /Trying again/ })).toBeVisible();
  }).toPass();
  await page
    .getByRole("row", { name: /Trying again/ })
    .getByRole("link")
    .first()
    .click();
  const sheet = page.getByRole("dialog");
  await expect(sheet).toContainText("“total_price” is missing or wrong");
  await expect(sheet).toContainText('"total_price": "a lot"');
  await expectAccessible(page);
  await sheet.getByRole("button", { name: "Put aside" }).click();
  await expect(sheet).toContainText("Put aside by a person");
  await page.keyboard.press("Escape");
  await expect(sheet).toBeHidden();
  await expect(page.getByRole("row", { name: /Passed over/ })).toContainText("Put aside by a person");
});
