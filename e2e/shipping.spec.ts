import { expect, expectAccessible, test } from "./fixtures";
import { pickTheRest } from "./pick-the-rest";
import { placeOrders } from "./place-orders";

test("what a channel calls shipping is mapped once, another service is chosen, packed with, and followed by the buyer", async ({
  page,
  browser,
  signIn,
}) => {
  test.slow();
  const words = `Slow boat ${Date.now()}`;
  const [number = ""] = await placeOrders(browser, signIn, [[{ item: 0, quantity: 1 }]], { words });

  await signIn("owner");
  await page.goto("/settings/shipping");
  await expectAccessible(page);
  const waiting = page.getByRole("table", { name: "Words nobody has mapped" });
  const row = waiting.getByRole("row").filter({ hasText: words.toLowerCase() });
  await row.getByRole("combobox").pressSequentially("sf stand");
  await page.keyboard.press("Enter");
  await expect(row.getByRole("combobox")).toHaveValue("SF Express · Standard");
  await page.keyboard.press("Enter");
  await expect(page.getByText("Mapped; orders that waited have their service")).toBeVisible();
  await expect(page.getByRole("table", { name: "What channels call it" })).toContainText(words.toLowerCase());

  await page.goto(`/orders/${number}`);
  const shipping = page.getByRole("region", { name: "Shipping", exact: true });
  await expect(shipping).toContainText("SF Express · Standard");
  await expect(shipping).toContainText(words);
  await page.getByRole("main").getByRole("button", { name: "Edit", exact: true }).press("Enter");
  await page.getByRole("menuitem", { name: "Carrier and service…" }).press("Enter");
  const dialog = page.getByRole("dialog", { name: `Carrier and service of ${number}` });
  const service = dialog.getByRole("combobox", { name: "Carrier and service" });
  await expect(service).toHaveValue("SF Express · Standard");
  await service.fill("royal 24");
  await page.keyboard.press("Enter");
  await expect(
    dialog.getByText("Royal Mail · Tracked 24 does not take this order: it does not go to China."),
  ).toBeVisible();
  await service.fill("圆通");
  await page.keyboard.press("Enter");
  await expect(service).toHaveValue("YTO Express · Standard");
  await expect(dialog.getByText(/^It takes this order/)).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Change service" }).press("Enter");
  await expect(page.getByText("Service changed")).toBeVisible();
  await expect(shipping).toContainText("YTO Express · Standard");
  const timeline = page.getByRole("region", { name: "Timeline" });
  await expect(timeline).toContainText("Goes with YTO Express · Standard instead of SF Express · Standard");
  const phone = /1390000(\d{4})/.exec((await page.getByRole("main").textContent()) ?? "");

  await page.getByRole("main").getByRole("button", { name: "Start picking" }).click();
  await page.waitForURL(/\/fulfilment\/waves\//);
  await pickTheRest(page);
  await page.getByRole("link", { name: /^(Pack slot|Start packing)/ }).click();
  // The answer to the last item is held back: what is pressed meanwhile is done after it, not forgotten.
  const shipPressed = Promise.withResolvers<void>();
  await page.route(/\/fulfilment\/pack\//, async (route) => {
    if (route.request().method() === "POST") await shipPressed.promise;
    await route.continue();
  });
  await page.getByRole("button", { name: /^Pack (all \d+|the last one) by hand$/ }).click();
  const carrier = page.getByRole("combobox", { name: "Carrier" });
  await expect(carrier).toHaveValue("YTO Express");
  await expect(page.getByRole("combobox", { name: "Service" })).toHaveValue("Standard");
  const tracking = page.getByRole("textbox", { name: "Tracking number" });
  await tracking.fill("SF1");
  await expect(page.getByText("This does not look like a number of YTO Express.")).toBeVisible();
  await tracking.fill("YT1234567890123");
  await expect(page.getByText("This does not look like a number of YTO Express.")).toBeHidden();
  await expectAccessible(page);
  await page.keyboard.press("Control+Enter");
  shipPressed.resolve();
  await expect(page.getByRole("heading", { name: /^SH-\d+ has left$/ })).toBeVisible();
  const address = "https://www.kuaidi100.com/chaxun?com=yuantong&nu=YT1234567890123";
  await expect(page.getByRole("link", { name: "Follow with YTO Express" })).toHaveAttribute("href", address);

  const buyer = await (await browser.newContext({ locale: "en-GB" })).newPage();
  await buyer.goto(new URL("/track", page.url()).href);
  await buyer.getByLabel("Order number").fill(number);
  await buyer.getByLabel("E-mail or phone").fill(phone?.[1] ?? "");
  await buyer.getByRole("button", { name: "Show my order" }).click();
  const link = buyer.getByRole("link", { name: "Follow it with YTO Express" });
  await expect(link).toHaveAttribute("href", address);
  await expect(link).toHaveAttribute("rel", "noopener noreferrer");
  await expectAccessible(buyer);
  await buyer.context().close();
});
