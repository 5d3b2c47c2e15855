import { createHmac } from "node:crypto";
import { openReceiver } from "../lib/testing/receiver.ts";
import { expect, expectAccessible, test } from "./fixtures";
import { placeOrders } from "./place-orders";

test("the owner tells another system of orders by keyboard, sees what arrived, and sends again what did not", async ({
  page,
  browser,
  signIn,
}) => {
  test.setTimeout(180_000);
  const receiver = await openReceiver();
  const name = `Partner of a story ${Date.now()}`;
  await signIn("owner");
  await page.goto("/settings/webhooks");
  await page.getByRole("link", { name: "New webhook" }).first().press("Enter");
  await page.waitForURL(/\/webhooks\/new$/);
  await page.getByLabel("Name", { exact: true }).focus();
  await page.keyboard.type(name);
  await page.keyboard.press("Tab");
  await page.keyboard.type("http://10.0.0.1/hook");
  await page.getByRole("button", { name: "All: The order" }).press("Enter");
  await expect(page.getByLabel("Order received")).toBeChecked();
  await expect(page.getByLabel("Paid")).not.toBeChecked();
  await expectAccessible(page);
  await page.keyboard.press("ControlOrMeta+Enter");
  await expect(page.getByRole("alert").filter({ hasText: "begins with https://" })).toBeVisible();
  await page.getByLabel("Address", { exact: true }).fill(receiver.url);
  await page.keyboard.press("ControlOrMeta+Enter");
  const secret = await page.getByLabel("Secret").inputValue();
  expect(secret).toMatch(/^whsec_/);
  await page.getByRole("button", { name: "Close" }).press("Enter");
  await page.waitForURL(/\/settings\/webhooks\/\d+$/);
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  await expect(page.getByText("Nothing was sent yet")).toBeVisible();

  const [number] = await placeOrders(browser, signIn, [[{ item: 0, quantity: 1 }]]);
  await expect(() => expect(receiver.received.map(({ body }) => body.data.order?.number)).toContain(number)).toPass();
  const first = receiver.received.find(({ body }) => body.data.order?.number === number);
  expect(first?.body.type).toBe("order.received");
  const key = Buffer.from(secret.slice("whsec_".length), "base64");
  const signed = `${first?.id}.${first?.headers["webhook-timestamp"]}.${first?.text}`;
  expect(first?.headers["webhook-signature"]).toBe(`v1,${createHmac("sha256", key).update(signed).digest("base64")}`);
  await page.reload();
  const rows = page.getByRole("row").filter({ hasText: number });
  await expect(rows.filter({ hasText: "order.received" })).toContainText("Delivered");
  await expectAccessible(page);

  receiver.answerWith((response) => void response.writeHead(503).end("closed for stocktaking"));
  await page.getByRole("button", { name: "Send a test" }).press("Enter");
  const sent = page.getByRole("row").filter({ hasText: "test.sent" });
  await expect(sent).toContainText("Trying again");
  await expect(sent).toContainText("answered 503");
  receiver.answerWith((response) => void response.writeHead(204).end());
  await sent.getByRole("link").first().press("Enter");
  const sheet = page.getByRole("dialog");
  await expect(sheet).toContainText("closed for stocktaking");
  await expectAccessible(page);
  await sheet.getByRole("button", { name: "Send again" }).press("Enter");
  await expect(sheet).toContainText("204 taken");
  await page.keyboard.press("Escape");
  await expect(sent).toContainText("Delivered");
  const tests = receiver.received.filter(({ body }) => body.type === "test.sent");
  expect(new Set(tests.map(({ id }) => id)).size).toBe(1);

  await page.getByRole("button", { name: "Switch off" }).press("Enter");
  await expect(page.getByText("It is off: what happens now is not told to it.")).toBeVisible();
  await receiver.close();
});

test("a warehouse's person has no webhooks", async ({ page, signIn, expectConsoleError }) => {
  await signIn("warehouse");
  expectConsoleError(/403/);
  const answer = await page.goto("/settings/webhooks");
  expect(answer?.status()).toBe(403);
});
