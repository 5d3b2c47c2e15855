import type { Browser, Page } from "@playwright/test";
import { expect, expectAccessible, test } from "./fixtures";

const password = "a long enough password";

/** An address nobody else has: specs run side by side and again on the same shop. */
function newEmail(who: string): string {
  return `${who}.${Date.now().toString(36)}@people.test`;
}

async function invite(page: Page, name: string, email: string, role: RegExp): Promise<string> {
  await page.goto("/settings/people");
  await page.getByRole("button", { name: "Invite" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill(name);
  await dialog.getByLabel("E-mail").fill(email);
  await dialog.getByRole("radio", { name: role }).check();
  await dialog.getByRole("button", { name: "Make the invitation" }).click();
  const link = await dialog.getByLabel("One-time link").inputValue();
  await dialog.getByRole("button", { name: "Close" }).last().click();
  await expect(page.getByRole("row", { name: new RegExp(email) })).toContainText("Invited");
  return link;
}

async function accept(browser: Browser, link: string): Promise<Page> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(link);
  await page.getByLabel("New password").fill(password);
  await page.getByRole("button", { name: "Set password and sign in" }).click();
  await page.waitForURL((url) => url.pathname === "/");
  return page;
}

async function choose(page: Page, name: string, action: string): Promise<void> {
  await page.getByRole("button", { name: `Actions for ${name}` }).click();
  await page.getByRole("menuitem", { name: action }).click();
}

test("an invited person sets a password once and signs in", async ({ page, browser, signIn }) => {
  await signIn("owner");
  const email = newEmail("once");
  const link = await invite(page, "Ines Once", email, /Support/);

  const theirs = await accept(browser, link);
  await expect(theirs.getByRole("button", { name: /Ines Once/ })).toBeVisible();
  await theirs.goto(link);
  await expect(theirs.getByRole("heading", { name: "This link no longer works" })).toBeVisible();

  await page.reload();
  await expect(page.getByRole("row", { name: new RegExp(email) })).toContainText("Active");
  await theirs.context().close();
});

test("a changed role holds from the person's next request", async ({ page, browser, signIn }) => {
  await signIn("owner");
  const name = `Marta ${Date.now().toString(36)}`;
  const theirs = await accept(browser, await invite(page, name, newEmail("marta"), /Manager/));
  await theirs.goto("/settings/shop");
  await expect(theirs.getByRole("heading", { name: "Shop", exact: true, level: 1 })).toBeVisible();

  await page.reload();
  await choose(page, name, "Change role");
  await page
    .getByRole("dialog")
    .getByRole("radio", { name: /Viewer/ })
    .check();
  await page.getByRole("dialog").getByRole("button", { name: "Change role" }).click();
  await expect(page.getByRole("row", { name: new RegExp(name) })).toContainText("Viewer");

  await theirs.goto("/settings/shop");
  await expect(theirs).toHaveURL(/\/sign-in\?next=%2Fsettings%2Fshop$/);
  await theirs.context().close();
});

test("a disabled person is out at once and cannot come back", async ({ page, browser, signIn }) => {
  await signIn("owner");
  const name = `Dora ${Date.now().toString(36)}`;
  const email = newEmail("dora");
  const theirs = await accept(browser, await invite(page, name, email, /Warehouse/));

  await page.reload();
  await choose(page, name, "Disable");
  await page
    .getByRole("alertdialog")
    .getByRole("button", { name: `Disable ${name}` })
    .click();
  await expect(page.getByRole("row", { name: new RegExp(name) })).toContainText("Disabled");

  await theirs.goto("/");
  await expect(theirs).toHaveURL(/\/sign-in$/);
  await theirs.getByLabel("E-mail", { exact: true }).fill(email);
  await theirs.getByLabel("Password", { exact: true }).fill(password);
  await theirs.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(theirs.getByText("E-mail and password do not belong together")).toBeVisible();
  await theirs.context().close();
});

test("a role without the permission is told so, and sees no way there", async ({
  page,
  signIn,
  expectConsoleError,
}) => {
  await signIn("support");
  await expect(page.getByRole("link", { name: "Settings" })).toHaveCount(0);
  expectConsoleError(/403/);
  const answer = await page.goto("/settings/people");
  expect(answer?.status()).toBe(403);
  await expect(page.getByRole("heading", { name: "Your role cannot see this" })).toBeVisible();
});

test("signing in leads back to where it was asked for, and never to another site", async ({ page, signIn }) => {
  const { email, password } = await signIn("manager");
  await page.getByRole("button", { name: /Account/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page).toHaveURL(/\/sign-in$/);
  for (const [next, path] of [
    ["/settings/numbering", "/settings/numbering"],
    ["//evil.example/x", "/"],
  ] as const) {
    await page.goto(`/sign-in?next=${encodeURIComponent(next)}`);
    await page.getByLabel("E-mail", { exact: true }).fill(email);
    await page.getByLabel("Password", { exact: true }).fill(password);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await page.waitForURL((url) => url.pathname === path);
    // Away from the shop first: its live stream would be told that nobody is signed in.
    await page.goto("about:blank");
    await page.context().clearCookies();
  }
});

test("an API key is shown once and ends when it is revoked", async ({ page, signIn }) => {
  await signIn("owner");
  const name = `Website ${Date.now().toString(36)}`;
  await page.goto("/settings/api-keys");
  await page.getByRole("button", { name: "New API key" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill(name);
  await dialog.getByRole("checkbox", { name: /orders:read/ }).check();
  await dialog.getByRole("button", { name: "Make the key" }).click();
  const key = await dialog.getByLabel("Key", { exact: true }).inputValue();
  expect(key).toMatch(/^ch_live_/);
  await dialog.getByRole("button", { name: "Close" }).last().click();

  await page.reload();
  const row = page.getByRole("row", { name: new RegExp(name) });
  await expect(row).toContainText("In use");
  await expect(page.getByText(key)).toHaveCount(0);
  await row.getByRole("button", { name: "Revoke" }).click();
  await page
    .getByRole("alertdialog")
    .getByRole("button", { name: `Revoke “${name}”` })
    .click();
  await expect(row).toContainText("Revoked");
});

test("the door is accessible", async ({ page }) => {
  await page.goto("/sign-in");
  await expectAccessible(page);
});

test("the settings are accessible", async ({ page, signIn }) => {
  await signIn("owner");
  for (const path of ["/settings", "/settings/people", "/settings/review", "/settings/refunds"]) {
    await page.goto(path);
    await expectAccessible(page);
  }
});
