import { expect, expectAccessible, test } from "./fixtures";

test("what came back is told, its lines stand behind each sum, and a change of the policy stays on record", async ({
  page,
  signIn,
}) => {
  test.slow();
  await signIn("owner");
  const main = page.getByRole("main");
  await page.goto("/reports");
  await page.getByRole("link", { name: "What was returned?" }).press("Enter");
  await page.waitForURL(/\/reports\/returns$/);
  await page.goto("/reports/returns?period=year");
  await expectAccessible(page);
  const reasons = page.getByRole("table", { name: "By reason" });
  const row = reasons.getByRole("row").nth(1);
  const sum = await row.getByRole("link").innerText();
  await row.getByRole("link").press("Enter");
  await page.waitForURL(/\/reports\/returns\/lines\?/);
  await expect(page.getByRole("heading", { level: 1 })).toContainText(sum);
  await expectAccessible(page);
  await expect(page.getByRole("link", { name: "Export CSV" })).toBeVisible();
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/returns\/RMA-\d+$/);

  await page.goto("/settings/returns");
  const days = page.getByRole("spinbutton", { name: "Days to return, from delivery" });
  const before = await days.inputValue();
  const after = String(Number(before) + 1);
  const save = async (value: string) => {
    await days.fill(value);
    await page.getByRole("button", { name: "Save as new version" }).press("Enter");
  };
  await save(after);
  const latest = main.getByRole("listitem").filter({ hasText: "Holds now" });
  await expect(latest).toContainText(`Days to return, from delivery: ${before} → ${after}`);
  await expectAccessible(page);
  await save(before);
  await expect(latest).toContainText(`Days to return, from delivery: ${after} → ${before}`);
});
