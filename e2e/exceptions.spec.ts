import type { Page } from "@playwright/test";
import { expect, expectAccessible, makeKey, test } from "./fixtures";
import { placeOrders } from "./place-orders";

/** Holds an order until a moment that has passed: it is stuck from then on. */
async function holdPast(page: Page, number: string): Promise<void> {
  const key = await makeKey(page, `Holds of a story ${Date.now()}`);
  const answer = await page.request.post(`/api/v1/orders/${number}/hold`, {
    headers: { authorization: `Bearer ${key}` },
    data: { type: "other", reason: "Ask for the colour", dueAt: new Date(Date.now() - 60_000).toISOString() },
  });
  expect(answer.status()).toBe(200);
}

test("what gets stuck appears by itself, is taken, put away and taken back, and goes with one press", async ({
  page,
  browser,
  signIn,
}) => {
  test.slow();
  const [number = ""] = await placeOrders(browser, signIn, [[{ item: 0, quantity: 1 }]]);
  await signIn("owner");
  await holdPast(page, number);

  const found = `/exceptions?q=${number}&type=hold_overdue`;
  const row = page.getByRole("row", { name: new RegExp(number) });
  await expect(async () => {
    await page.goto(found);
    await expect(row).toBeVisible({ timeout: 1000 });
  }).toPass({ timeout: 90_000 });
  await expect(row).toContainText("Hold past its date");
  await expect(row).toContainText("Ask for the colour");
  await expectAccessible(page);

  // The order says it too, and leads here.
  await page.goto(`/orders/${number}`);
  const strip = page.getByRole("region", { name: "One thing is stuck" });
  await strip.getByRole("link", { name: "Hold past its date" }).click();
  const peek = page.getByRole("dialog", { name: "Hold past its date" });
  await expect(peek).toBeVisible();
  await peek.getByLabel("Comment").fill("Wrote to the customer");
  await peek.getByRole("button", { name: "Comment" }).click();
  await expect(peek.getByText("Wrote to the customer")).toBeVisible();
  await peek.getByRole("button", { name: "Take" }).click();
  await expect(peek.getByText(/^Assigned to/)).toBeVisible();
  await expectAccessible(page);

  // By keyboard: to the row, tick it, put it away for an hour, and have it back.
  await page.goto(found);
  await expect(async () => {
    await page.keyboard.press("j");
    await expect(page.locator("[data-row-link]:focus")).toHaveCount(1, { timeout: 500 });
  }).toPass();
  await page.keyboard.press("x");
  await expect(page.getByText("1 selected", { exact: true })).toBeVisible();
  await page.getByRole("main").getByRole("button", { name: "Snooze", exact: true }).click();
  await page.getByRole("menuitem", { name: "For an hour" }).click();
  await expect(page.getByText("No exception is like this")).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(row).toBeVisible();

  await row.getByRole("button", { name: "Release hold" }).click();
  await expect(page.getByText("No exception is like this")).toBeVisible();
  await page.goto(`${found}&tab=closed`);
  await expect(row).toContainText("Fixed");
  await page.goto(`/orders/${number}`);
  await expect(page.getByRole("region", { name: /stuck/ })).toHaveCount(0);
});

test("what no check finds is raised in one's own words and closed by hand, with a reason", async ({ page, signIn }) => {
  await signIn("support");
  await page.goto("/exceptions");
  const title = `Ask the carrier ${Date.now()}`;
  await page.getByRole("button", { name: "Raise" }).click();
  const dialog = page.getByRole("dialog", { name: "Raise an exception" });
  await dialog.getByLabel("What is stuck").fill(title);
  await dialog.getByLabel("Severity").selectOption("critical");
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Raise" }).click();
  await expect(dialog).toBeHidden();
  await page.goto("/exceptions?type=raised&severity=critical");
  await page.getByRole("link", { name: title }).click();
  const peek = page.getByRole("dialog", { name: title });
  await peek.getByRole("button", { name: "Close by hand" }).click();
  const closing = page.getByRole("dialog", { name: "Close 1 exception" });
  await closing.getByRole("button", { name: "Close by hand" }).click();
  await expect(closing.getByRole("alert")).toBeVisible();
  await closing.getByLabel("Reason").fill("They found it");
  await closing.getByRole("button", { name: "Close by hand" }).click();
  await expect(closing).toBeHidden();
  await expect(page.getByText("Closed: They found it")).toBeVisible();
});

test("whoever may only look sees what is stuck and changes nothing", async ({ page, signIn }) => {
  await signIn("viewer");
  await page.goto("/exceptions");
  await expect(page.getByRole("heading", { level: 1, name: "Exceptions" })).toBeVisible();
  await expect(page.getByRole("main").getByRole("checkbox")).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Raise" })).toHaveCount(0);
});
