import { expect, type Page } from "@playwright/test";

/** Picks whatever is left by hand, shelf by shelf. */
export async function pickTheRest(page: Page): Promise<void> {
  const done = page.getByRole("heading", { name: "Wave picked" });
  const byHand = page.getByRole("button", { name: /^Pick \d+ more by hand$/ });
  await expect(async () => {
    if (await done.isVisible()) return;
    await byHand.click();
    await expect(
      page
        .getByRole("status")
        .filter({ hasText: /by hand/i })
        .or(done),
    ).toBeVisible();
    await expect(done).toBeVisible({ timeout: 500 });
  }).toPass();
}
