import { expect, expectAccessible, test } from "./fixtures";
import { placeOrders } from "./place-orders";

test("an invoice stands while its order changes: reversed, issued anew, and both are found by keyboard", async ({
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
  const documents = page.getByRole("region", { name: "Documents" });
  await main.getByRole("button", { name: "Print", exact: true }).press("Enter");
  const opened = page.context().waitForEvent("page");
  await page.getByRole("menuitem", { name: "Invoice" }).press("Enter");
  await (await opened).close();
  const invoice = documents.getByRole("listitem").filter({ hasText: "INV-" });
  await expect(invoice).toContainText(/Invoice.*INV-\d+.*Stands/);
  const first = (/INV-\d+/.exec((await invoice.textContent()) ?? "") ?? [""])[0];

  // The preview names the invoice, and what it will be.
  await main.getByRole("button", { name: "Edit", exact: true }).press("Enter");
  await page.getByRole("menuitem", { name: "Change items…" }).press("Enter");
  await page
    .getByRole("textbox", { name: /^Units of / })
    .first()
    .fill("1");
  const happens = page.getByRole("region", { name: "What will happen" });
  await expect(happens.getByRole("list", { name: "Documents" })).toContainText(
    new RegExp(`^Invoice ${first} is reversed by a credit note and issued anew over \\D*20\\.00\\.$`),
  );
  await expectAccessible(page);
  await page.keyboard.press("Control+Enter");

  await expect(page.getByRole("heading", { level: 1 })).toHaveText(number);
  const rows = documents.getByRole("listitem");
  await expect(rows).toHaveCount(3);
  await expect(rows.filter({ hasText: "Credit note" })).toContainText(`takes back ${first}`);
  await expect(rows.filter({ hasText: "Reversed" })).toContainText(/reversed by CRN-\d+/);
  await expect(rows.filter({ hasText: "Stands" })).toContainText("20.00");
  const timeline = page.getByRole("region", { name: "Timeline" });
  await expect(timeline).toContainText(new RegExp(`${first} reversed by CRN-\\d+ over \\D*40\\.00`));
  await expectAccessible(page);

  for (const link of await documents.getByRole("link").all()) {
    const answer = await page.request.get((await link.getAttribute("href")) ?? "");
    expect(answer.headers()["content-type"]).toBe("application/pdf");
  }
  const tab = page.context().waitForEvent("page");
  await documents.getByRole("link", { name: new RegExp(`Open ${first}`) }).press("Enter");
  await (await tab).close();
});
