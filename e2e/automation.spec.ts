import { expect, expectAccessible, test } from "./fixtures";
import { placeOrders } from "./place-orders";

test("the owner writes a rule by keyboard, sees what it would do, and the next order is held by it and says why", async ({
  page,
  browser,
  signIn,
}) => {
  test.setTimeout(180_000);
  const name = `Held by a story ${Date.now()}`;
  // One price that no other order of the demo has, so that other stories' orders go on.
  const unitPrice = `${7000 + (Date.now() % 1000)}.25`;
  const [before] = await placeOrders(browser, signIn, [[{ item: 0, quantity: 1 }]], { unitPrice });
  await signIn("owner");
  await page.goto("/settings/automation/new");
  await page.getByLabel("Name", { exact: true }).focus();
  await page.keyboard.type(name);
  await page.keyboard.press("Tab");
  await expect(page.getByRole("combobox", { name: "When" })).toBeFocused();
  const condition = page.getByRole("group", { name: "Condition 1" });
  await condition.getByRole("combobox", { name: "How it compares" }).focus();
  await page.keyboard.type("is exactly");
  await page.keyboard.press("Tab");
  await page.keyboard.type(unitPrice);
  const action = page.getByRole("group", { name: "Action 1" });
  await action.getByRole("combobox", { name: "What to do" }).focus();
  await page.keyboard.type("Hold it");
  await action.getByRole("combobox", { name: "Reason" }).focus();
  await page.keyboard.type("suspicion");

  const dry = page.getByRole("region", { name: "Dry run" });
  await expect(dry.getByRole("link", { name: before })).toBeVisible();
  await expect(dry).toContainText("hold it: suspicion");
  await expect(page.getByText(/Reads as.*When an order comes in, if total is exactly/)).toBeVisible();
  await expectAccessible(page);

  await page.getByRole("switch", { name: "Switch it on" }).focus();
  await page.keyboard.press("Space");
  await page.keyboard.press("ControlOrMeta+Enter");
  await page.waitForURL(/\/settings\/automation\/\d+$/);
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  await expect(page.getByRole("region", { name: "Versions" })).toContainText("Version 1");

  const [held] = await placeOrders(browser, signIn, [[{ item: 0, quantity: 1 }]], { unitPrice, review: true });
  await page.goto(`/orders/${held}`);
  const acted = page.getByRole("region", { name: "Rules that acted" });
  await expect(acted.getByRole("link", { name })).toBeVisible();
  await expect(acted).toContainText("hold it: suspicion");
  await expect(acted).toContainText(/total is exactly .*: saw/);
  await expect(page.getByRole("region", { name: "Timeline" })).toContainText(`Rule “${name}”`);
  await expectAccessible(page);

  await acted.getByRole("link", { name }).click();
  await page.waitForURL(/\/settings\/automation\/\d+$/);
  await expect(page.getByRole("region", { name: "Last orders it acted on" })).toContainText(held ?? "");
  await page.getByRole("button", { name: "Apply to past orders" }).click();
  await page.getByRole("button", { name: /^Apply to \d+ order/ }).click();
  const runs = page.getByRole("region", { name: "Applied to past orders" });
  await expect(runs).toContainText("2 of 2 done, 1 refused", { timeout: 30_000 });
  await page.goto(`/orders/${before}`);
  await expect(page.getByRole("region", { name: "Rules that acted" })).toContainText("applied by hand");

  await page.goto("/settings/automation");
  await page.getByRole("row").filter({ hasText: name }).getByRole("button", { name: "Switch off" }).click();
  await expect(page.getByText("Rule switched off").first()).toBeVisible();
});

test("a rule that would start itself is refused, and says why before it is saved", async ({ page, signIn }) => {
  await signIn("manager");
  await page.goto("/settings/automation/new");
  await page.getByLabel("Name", { exact: true }).fill(`Starts itself ${Date.now()}`);
  await page.getByRole("combobox", { name: "When" }).selectOption({ label: "an order is held" });
  await page.getByRole("button", { name: "Remove: Condition 1" }).click();
  const action = page.getByRole("group", { name: "Action 1" });
  await action.getByRole("combobox", { name: "What to do" }).selectOption({ label: "Hold it" });
  const dry = page.getByRole("region", { name: "Dry run" });
  await expect(dry.getByRole("alert")).toContainText("would start itself");
  await page.getByRole("button", { name: "Save rule" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "it waits for what it does" })).toBeVisible();
  await expect(page).toHaveURL(/\/new$/);

  await page.getByRole("button", { name: "Add condition" }).click();
  await page.getByRole("button", { name: "Save rule" }).click();
  await expect(page.getByText("Enter an amount such as 12.50, not below zero.").first()).toBeVisible();
  await expectAccessible(page);
});
