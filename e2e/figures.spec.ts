import { expect, expectAccessible, test } from "./fixtures";

const numberIn = (text: string | null) => Number((text ?? "").replace(/[^\d]/g, ""));

test("the return rate opens both figures it is made of, and the lines that left lead to their orders", async ({
  page,
  signIn,
}) => {
  await signIn("manager");
  await page.goto("/reports/returns?period=quarter");
  const shipped = page.getByRole("link", { name: /^of [\d,]+ units? shipped$/ });
  const units = numberIn(await shipped.textContent());
  expect(units).toBeGreaterThan(0);
  await shipped.press("Enter");
  await page.waitForURL(/\/reports\/returns\/shipped\?/);
  const title = page.getByRole("heading", { level: 1 });
  expect(numberIn(await title.textContent())).toBe(units);
  await expectAccessible(page);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Export CSV" }).press("Enter"),
  ]);
  expect(download.suggestedFilename()).toMatch(/^sales-shipped-.*\.csv$/);
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/orders\/[^/?]+$/);
  await page.goBack();
  await page.waitForURL(/\/reports\/returns\/shipped\?/);
  await page.getByRole("link", { name: "What was returned?" }).press("Enter");
  await page.waitForURL(/\/reports\/returns\?/);
  await page.getByRole("main").getByRole("link", { name: "Return rate" }).press("Enter");
  await page.waitForURL(/\/reports\/returns\/lines\?/);
});

test("the counts of open orders lead to open orders alone", async ({ page, signIn }) => {
  await signIn("manager");
  await page.goto("/reports/orders");
  await page.getByRole("main").getByRole("link", { name: "Open orders", exact: true }).press("Enter");
  await page.waitForURL(/\/orders\?.*open=1/);
  await expect(page.getByRole("button", { name: /Open/ }).first()).toBeVisible();
  await page.goto("/reports/orders");
  await page.getByRole("main").getByRole("link", { name: "Oldest", exact: true }).press("Enter");
  await page.waitForURL(/\/orders\?.*sort=placed/);
  await expect(page.getByRole("heading", { level: 1, name: "Orders" })).toBeVisible();
});
