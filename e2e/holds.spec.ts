import { expect, expectAccessible, test } from "./fixtures";
import { placeOrders } from "./place-orders";

test("support holds an order until a manager approves, and only a manager can let it go on", async ({
  page,
  browser,
  signIn,
}) => {
  test.slow();
  const [number = ""] = await placeOrders(browser, signIn, [[{ item: 2, quantity: 1 }]]);
  await signIn("support");
  await page.goto(`/orders/${number}`);
  await page.getByRole("main").getByRole("button", { name: "Edit", exact: true }).press("Enter");
  await page.getByRole("menuitem", { name: "Hold" }).press("Enter");
  const dialog = page.getByRole("dialog", { name: `Hold ${number}` });
  await dialog.getByLabel("Why").selectOption({ label: "suspicion" });
  await dialog.getByLabel("Reason").fill("Two names on one card");
  await dialog.getByLabel("Ends").selectOption({ label: "When a manager approves" });
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Hold", exact: true }).press("Enter");

  const holds = page.getByRole("region", { name: "Holds" });
  await expect(holds).toContainText("Waits for the approval of a manager");
  await expect(holds.getByRole("button")).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Release hold" })).toHaveCount(0);

  const other = await browser.newContext();
  const managers = await other.newPage();
  await signIn("manager", managers);
  await managers.goto("/orders?approver=manager");
  await expect(managers.getByRole("link", { name: number })).toBeVisible();
  await managers.goto(`/orders/${number}`);
  const theirs = managers.getByRole("region", { name: "Holds" });
  await theirs.getByRole("button", { name: "Change" }).press("Enter");
  const terms = managers.getByRole("dialog", { name: "Change hold: suspicion" });
  await terms.getByLabel("What it stops").selectOption({ label: "Shipping" });
  await terms.getByRole("button", { name: "Save hold" }).press("Enter");
  await expect(theirs).toContainText("Not to be shipped");
  await theirs.getByRole("button", { name: "Approve and release" }).press("Enter");
  await expect(theirs).toContainText("1 earlier hold");
  await other.close();

  await page.reload();
  await expect(holds).not.toContainText("Waits for the approval");
  await expect(page.getByRole("region", { name: "Timeline" })).toContainText("Hold changed (suspicion): what it stops");
});

test("what a buyer asked of a line is worded anew, and a change of items is taken back, by keyboard", async ({
  page,
  browser,
  signIn,
}) => {
  test.slow();
  const [number = ""] = await placeOrders(browser, signIn, [[{ item: 0, quantity: 2 }]]);
  await signIn("support");
  await page.goto(`/orders/${number}`);
  const lines = page.getByRole("region", { name: "Lines" });
  const timeline = page.getByRole("region", { name: "Timeline" });
  await lines.getByRole("link", { name: /^Details of/ }).press("Enter");
  await page.getByLabel("Name of field 1").fill("Engraving");
  await page.getByLabel("Text of field 1").fill("For Ann");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Save details" }).press("Enter");
  await expect(lines).toContainText("Engraving: For Ann");
  await timeline.getByRole("link", { name: /^Undo: Details of/ }).press("Enter");
  await page.getByRole("dialog").getByRole("button", { name: "Undo" }).press("Enter");
  await expect(lines).not.toContainText("Engraving");

  await page.goto(`/orders/${number}/change`);
  await page.getByRole("textbox", { name: /^Units of/ }).fill("3");
  const happens = page.getByRole("region", { name: "What will happen" });
  await expect(happens).toContainText("30.00");
  await page.keyboard.press("Control+Enter");
  const money = page.getByRole("region", { name: "Money", exact: true });
  await expect(money).toContainText(/Total\D*30\.00/);
  await timeline.getByRole("link", { name: /^Undo: Added 1/ }).press("Enter");
  await expect(page.getByText(/^Takes back: Added 1/)).toBeVisible();
  await expect(happens).toContainText("20.00");
  await expectAccessible(page);
  await page.getByRole("textbox", { name: /^Units of/ }).press("Control+Enter");
  await expect(money).toContainText(/Total\D*20\.00/);
  await expect(timeline).toContainText("undone");
});
