import { readFileSync } from "node:fs";
import path from "node:path";
import AxeBuilder from "@axe-core/playwright";
import { test as base, expect, type Page } from "@playwright/test";

export { expect };

export type Role = "owner" | "manager" | "support" | "warehouse" | "finance" | "viewer";

type Login = { role: string; name: string; email: string; password: string };

type Fixtures = {
  /** Signs in through the form as the demo's person of that role, on the test's page or another one. */
  signIn: (role: Role, on?: Page) => Promise<Login>;
  /** Allows what the browser reports on purpose, such as a page that answers 403; it must then be reported. */
  expectConsoleError: (pattern: RegExp) => void;
};

export const test = base.extend<Fixtures & { reportedErrors: { expected: RegExp[] } }>({
  reportedErrors: [
    async ({ context }, use) => {
      const expected: RegExp[] = [];
      const reported: string[] = [];
      context.on("console", (message) => {
        if (message.type() === "error") reported.push(`${message.text()} (${message.location().url})`);
      });
      context.on("weberror", (error) => reported.push(String(error.error().stack ?? error.error())));
      await use({ expected });
      const unexpected = reported.filter((text) => !expected.some((pattern) => pattern.test(text)));
      expect(unexpected, "the browser reported errors that no test expects").toEqual([]);
      const missing = expected.filter((pattern) => !reported.some((text) => pattern.test(text)));
      expect(missing, "errors were expected that the browser did not report").toEqual([]);
    },
    { auto: true },
  ],

  expectConsoleError: async ({ reportedErrors }, use) => {
    await use((pattern) => reportedErrors.expected.push(pattern));
  },

  signIn: async ({ page }, use) => {
    await use(async (role, on = page) => {
      const login = loginOf(role);
      await on.goto("/sign-in");
      await on.getByLabel("E-mail", { exact: true }).fill(login.email);
      await on.getByLabel("Password", { exact: true }).fill(login.password);
      await on.getByRole("button", { name: "Sign in", exact: true }).click();
      await on.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
      return login;
    });
  },
});

/** The demo's sign-in of a role, as the run's own fill wrote it down. */
export function loginOf(role: Role): Login {
  const file = path.join(process.env.COUNTINGHOUSE_DATA ?? ".data", "demo-logins.json");
  const logins = JSON.parse(readFileSync(file, "utf8")) as Login[];
  const login = logins.find((each) => each.role === role);
  if (!login) throw new Error(`The demo has no sign-in for the role ${role} in ${file}.`);
  return login;
}

/**
 * No violation of WCAG 2.2 A and AA that a machine can find, in the page or in the part named by `within`. Looked at
 * from its top: of a link scrolled half under the bar that stays, only the half that shows would be measured.
 */
export async function expectAccessible(page: Page, within?: string): Promise<void> {
  await page.evaluate(() => window.scrollTo({ top: 0, behavior: "instant" }));
  const builder = new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]);
  const { violations } = await (within ? builder.include(within) : builder).analyze();
  const found = violations.map(({ id, help, nodes }) => ({ id, help, at: nodes.map((node) => node.target.join(" ")) }));
  expect(found).toEqual([]);
}

/** The owner makes a key on its page and copies it, the one time it is shown. */
export async function makeKey(page: Page, name: string): Promise<string> {
  await page.goto("/settings/api-keys");
  await page.getByRole("button", { name: "New API key" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill(name);
  for (const scope of await dialog.getByRole("checkbox").all()) await scope.check();
  await dialog.getByRole("button", { name: "Make the key" }).click();
  const key = await dialog.getByLabel("Key").inputValue();
  await dialog.getByRole("button", { name: "Close" }).last().click();
  return key;
}
