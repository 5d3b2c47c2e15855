import type { Locator } from "@playwright/test";
import { expect, expectAccessible, test } from "./fixtures";
import { placeOrders } from "./place-orders";

test("an order is split by keyboard after seeing what that does, and put together again", async ({
  page,
  browser,
  signIn,
}) => {
  test.slow();
  const [number = ""] = await placeOrders(browser, signIn, [
    [
      { item: 0, quantity: 3 },
      { item: 1, quantity: 1 },
    ],
  ]);
  await signIn("support");
  await page.goto(`/orders/${number}`);
  const main = page.getByRole("main");
  const heading = page.getByRole("heading", { level: 1 });
  const related = page.getByRole("region", { name: "Related orders" });
  await main.getByRole("button", { name: "Edit", exact: true }).press("Enter");
  await page.getByRole("menuitem", { name: "Split…" }).press("Enter");
  await expect(heading).toHaveText(`Split ${number}`);

  const units = page.getByRole("spinbutton", { name: /^Units of .* to split off$/ });
  await units.first().fill("2");
  const happens = page.getByRole("region", { name: "What will happen" });
  await expect(happens.getByRole("region", { name: `${number} keeps` })).toContainText(/Total\D*40\.00\D*20\.00/);
  await expect(happens.getByRole("region", { name: "The new order gets" })).toContainText(/Total\D*20\.00/);
  await expect(happens).toContainText(/2 units stay reserved at/);
  await expectAccessible(page);
  await page.keyboard.press("Control+Enter");

  // The part has its money and its stock, and each says where the other is.
  await expect(heading).not.toHaveText(`Split ${number}`);
  const part = (await heading.textContent()) ?? "";
  expect(part).toMatch(/^CH-\d+$/);
  await expect(page.getByText(`Split off as ${part}`)).toBeVisible();
  await expect(page.getByRole("region", { name: "Money", exact: true })).toContainText(/Total\D*20\.00/);
  await expect(related).toContainText(`Split off ${number}`);
  await related.getByRole("link", { name: number }).click();
  await expect(heading).toHaveText(number);
  await expect(page.getByRole("region", { name: "Lines" })).toContainText("2 moved to another order");

  await related.getByRole("link", { name: "Take back" }).press("Enter");
  const dialog = page.getByRole("dialog", { name: `Put ${part} back` });
  await expectAccessible(page);
  await pressWhenReady(dialog.getByRole("button", { name: "Take back" }));
  await expect(page.getByText("Taken back", { exact: true })).toBeVisible();
  await expect(page.getByRole("region", { name: "Money", exact: true })).toContainText(/Total\D*40\.00/);
  await expect(page.getByRole("region", { name: "Timeline" })).toContainText(`came back from ${part}`);
});

test("two orders of one buyer become one parcel, and two again", async ({ page, browser, signIn }) => {
  test.slow();
  const [first = "", second = ""] = await placeOrders(
    browser,
    signIn,
    [[{ item: 0, quantity: 1 }], [{ item: 1, quantity: 2 }]],
    { together: true },
  );
  await signIn("support");
  await page.goto(`/orders/merge?order=${first}`);
  const main = page.getByRole("main");
  await expect(main.getByRole("checkbox", { name: `Merge ${second} into ${first}` })).toBeChecked();
  await expectAccessible(page);
  await main.getByRole("button", { name: `Merge 1 order into ${first}` }).press("Enter");
  const dialog = page.getByRole("dialog", { name: `Merge ${first}` });
  await expect(dialog).toContainText(/Total\D*10\.00\D*30\.00/);
  await expectAccessible(page);
  await pressWhenReady(dialog.getByRole("button", { name: `Merge 1 order into ${first}` }));

  const heading = page.getByRole("heading", { level: 1 });
  const related = page.getByRole("region", { name: "Related orders" });
  await expect(heading).toHaveText(first);
  await expect(related).toContainText(`Took in ${second}`);
  await expect(page.getByRole("region", { name: "Money", exact: true })).toContainText(/Total\D*30\.00/);
  await related.getByRole("link", { name: second }).click();
  await expect(heading).toHaveText(second);
  await expect(main.getByText("Merged", { exact: true })).toBeVisible();
  await expect(related).toContainText(`Merged into ${first}`);

  await related.getByRole("link", { name: "Take back" }).press("Enter");
  await pressWhenReady(
    page.getByRole("dialog", { name: `Take ${second} out again` }).getByRole("button", { name: "Take back" }),
  );
  await expect(page.getByText("Taken back", { exact: true })).toBeVisible();
  await expect(page.getByRole("region", { name: "Money", exact: true })).toContainText(/Total\D*20\.00/);
  await expect(main.getByText("Merged", { exact: true })).toHaveCount(0);
});

/** A button of a preview is off until it knows what it would do; a key pressed before that goes to another one. */
async function pressWhenReady(button: Locator): Promise<void> {
  await expect(button).toBeEnabled();
  await button.press("Enter");
}
