import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { expect, expectAccessible, test } from "./fixtures";
import { holdImport } from "./hold-import";

const header = "Order No,Placed,Article,Item name,Qty,Price,Status,Customer,Phone,Street,City,Postcode,Country\n";
const buyer = "Ada Pemberton,0113 496 0000,1 High Street,Leeds,LS1 1AA,United Kingdom";

/** What the worker does in the background may take a while on a busy machine. */
const inTheBackground = { timeout: 45_000 };

/** Orders of one run of this test: their numbers are new each time, so that nothing is passed over as known. */
function fileOf(run: string): Buffer {
  return Buffer.from(
    `${header}E-${run}-1,2026-11-18 09:10,E2E-NEW,Enamel mug,2,12.50,paid,${buyer}\n` +
      `E-${run}-1,2026-11-18 09:10,E2E-NEW,Tea tin,1,8.00,paid,${buyer}\n` +
      `E-${run}-2,2026-11-18 10:10,E2E-NEW,Oak tray,0,39.00,delivered,${buyer}\n`,
  );
}

/** Puts the file of `run` on the page of imports and waits for its own page. */
async function upload(page: Page, run: string): Promise<void> {
  await page.goto("/imports");
  await page.getByLabel("Choose file").setInputFiles({ name: "orders.csv", mimeType: "text/csv", buffer: fileOf(run) });
  await page.waitForURL(/\/imports\/IMP-\d+$/);
}

test("a file is mapped, checked, corrected, imported, known the second time, and undone", async ({ page, signIn }) => {
  const run = `${Date.now()}`;
  await signIn("manager");
  await page.goto("/imports");
  await expect(page.getByRole("heading", { level: 1, name: "Imports" })).toBeVisible();
  await expectAccessible(page);

  await upload(page, run);
  await expect(page.getByText("Other table").first()).toBeVisible();
  await page.getByLabel("Article").selectOption("SKU");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Check the file" }).click();

  await test.step("the check says what would happen, and a bad row is corrected in place", async () => {
    await expect(page.getByRole("button", { name: "Import 1 order" })).toBeVisible(inTheBackground);
    await expect(page.getByText("Quantity “0” is not above zero. Enter 1 or more.")).toBeVisible();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: "Download refused rows" }).click(),
    ]);
    expect(readFileSync(await download.path(), "utf8")).toContain(`E-${run}-2`);
    await page.getByRole("button", { name: "Correct 4" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Qty").fill("1");
    await dialog.getByRole("button", { name: "Correct" }).click();
    await expect(page.getByRole("button", { name: "Import 2 orders" })).toBeVisible(inTheBackground);
    await expectAccessible(page);
  });

  await page.getByRole("button", { name: "Import 2 orders" }).click();
  await expect(page.getByText("Every row is accounted for")).toBeVisible(inTheBackground);
  await expect(page.getByText("3 rows read")).toBeVisible();
  await expectAccessible(page);
  const first = page.url();

  await test.step("the same file again creates nothing", async () => {
    await upload(page, run);
    await expect(page.getByText("This very file was imported as")).toBeVisible();
    await page.getByRole("button", { name: "Check the file" }).click();
    await expect(page.getByText("There is nothing new to import.")).toBeVisible(inTheBackground);
  });

  await page.goto(first);
  await page.getByRole("button", { name: "Undo this import" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Undo 2 orders" }).click();
  await expect(page.getByText("This import was undone: 2 orders cancelled.")).toBeVisible(inTheBackground);
  await page.getByRole("link", { name: "Show these orders" }).click();
  await expect(page.getByText("Cancelled").first()).toBeVisible();
});

test("a page that looked for the end too early looks again", async ({ page, signIn }) => {
  await signIn("manager");
  await upload(page, `${Date.now()}e`);
  await page.getByLabel("Article").selectOption("SKU");
  await page.getByRole("button", { name: "Check the file" }).click();
  const start = page.getByRole("button", { name: "Import 1 order" });
  await expect(start).toBeVisible(inTheBackground);

  // Told that the work ended while it is held up, the page finds it still under way.
  await page.route("**/progress", (route) => route.fulfill({ json: { status: "done", rowsDone: 3, rowsTotal: 3 } }));
  const looked = page.waitForResponse((answer) => answer.url().includes("_rsc=") && answer.url().includes("/IMP-"));
  const letGo = await holdImport(page.url().split("/").at(-1) ?? "", () => start.click());
  try {
    await looked;
    await expect(page.getByRole("progressbar")).toBeVisible();
  } finally {
    await letGo();
  }
  await expect(page.getByText("Every row is accounted for")).toBeVisible(inTheBackground);
});

test("somebody without the right sees no imports", async ({ page, signIn, expectConsoleError }) => {
  expectConsoleError(/403/);
  await signIn("warehouse");
  const answer = await page.goto("/imports");
  expect(answer?.status()).toBe(403);
});

test("the page of an import is usable on a phone", { tag: "@phone" }, async ({ page, signIn }) => {
  await signIn("support");
  await upload(page, `${Date.now()}p`);
  await page.getByRole("button", { name: "Check the file" }).click();
  await expect(page.getByRole("button", { name: "Correct 4" })).toBeVisible(inTheBackground);
  await expectAccessible(page);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
  expect(wide).toBe(false);
});
