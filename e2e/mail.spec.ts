import { openMailServer } from "../lib/testing/smtp";
import { expect, expectAccessible, test } from "./fixtures";

test("the owner sets the mail server and tries it; a manager subscribes to a report and stops it again", async ({
  page,
  browser,
  signIn,
}) => {
  const server = await openMailServer();
  try {
    const owner = await signIn("owner");
    await page.goto("/settings/mail");
    const field = (name: string) => page.getByLabel(name, { exact: true });
    await field("Server").fill("mail server");
    await field("Port").fill(`${server.settings.port}`);
    await field("Encryption").selectOption("none");
    await field("Sender's address").fill("shop@shop.test");
    await page.getByRole("region", { name: "Mail server" }).getByRole("button", { name: "Save" }).click();
    await expect(field("Server")).toHaveAttribute("aria-invalid", "true");
    await field("Server").fill(server.settings.host);
    await page.keyboard.press("Enter");
    await expect(page.getByText("Mail server saved").first()).toBeVisible();
    await expectAccessible(page);

    server.behave({ refuse: 550 });
    await page.getByRole("button", { name: "Send a test" }).click();
    await expect(page.getByRole("alert").filter({ hasText: /\S/ }).first()).toBeVisible();
    expect(server.mails).toEqual([]);
    await page.getByRole("button", { name: "Send a test" }).click();
    await expect(page.getByText(`Test sent to ${owner.email}`).first()).toBeVisible();
    expect(server.mails.map(({ from, to }) => ({ from, to }))).toEqual([{ from: "shop@shop.test", to: [owner.email] }]);
  } finally {
    await server.close();
  }

  const manager = await browser.newPage();
  await signIn("manager", manager);
  await manager.goto("/reports");
  await manager.getByRole("link", { name: "By e-mail" }).click();
  await expect(manager.getByText("You get no report by e-mail yet")).toBeVisible();
  await manager.getByLabel("How often").selectOption("weekly");
  await manager.getByLabel("At", { exact: true }).selectOption("07:00");
  await manager.getByRole("button", { name: "Subscribe" }).click();
  const row = manager.getByRole("table", { name: "Your reports" }).getByRole("row").nth(1);
  await expect(row).toContainText("Mondays, about the week before");
  await expect(row).toContainText("07:00");
  await row.getByRole("button", { name: /^Stop/ }).click();
  await expect(manager.getByText("You get no report by e-mail yet")).toBeVisible();
  await manager.close();
});
