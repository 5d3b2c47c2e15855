import { expect, expectAccessible, makeKey, test } from "./fixtures";
import { placeOrders } from "./place-orders";

test("how an order is paid goes back from its timeline, by keyboard", async ({ page, signIn, browser }) => {
  test.setTimeout(120_000);
  const [number = ""] = await placeOrders(browser, signIn, [[{ item: 6, quantity: 1 }]]);
  await signIn("owner");
  await page.goto(`/orders/${number}`);
  const change = async (item: string, fill: () => Promise<unknown>, submit: string | RegExp) => {
    const edit = page.getByRole("main").getByRole("button", { name: "Edit", exact: true });
    await edit.focus();
    await page.keyboard.press("Enter");
    await page.getByRole("menuitem", { name: item }).click();
    await fill();
    const button = page.getByRole("dialog").getByRole("button", { name: submit });
    await button.focus();
    await page.keyboard.press("Enter");
    await expect(page.getByRole("dialog")).toHaveCount(0);
  };
  const timeline = page.getByRole("region", { name: "Timeline" });
  const undo = async (what: RegExp) => {
    const link = timeline.getByRole("link", { name: what });
    await link.focus();
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog", { name: "Undo this change?" });
    await expectAccessible(page);
    await dialog.getByRole("button", { name: "Undo" }).focus();
    await page.keyboard.press("Enter");
    await expect(dialog).toHaveCount(0);
  };
  await change(
    "Change payment method…",
    () => page.getByRole("dialog").getByRole("combobox").selectOption({ label: "Card" }),
    /^Change/,
  );
  await expect(timeline).toContainText("Paid by Card instead of Bank transfer");
  await undo(/^Undo: Paid by Card/);
  await expect(timeline).toContainText("Paid by Bank transfer instead of Card");
  await expect(timeline).toContainText("undone");
  await expect(timeline.getByRole("link", { name: /^Undo: Paid by Card/ })).toHaveCount(0);
  await expectAccessible(page);
});

test("a coupon that a channel gave too often is settled from the inbox", async ({ page, signIn, browser }) => {
  test.setTimeout(120_000);
  await signIn("owner");
  const key = await makeKey(page, `Coupons of a story ${Date.now()}`);
  const call = async (method: "get" | "post", path: string, data?: unknown) => {
    const answer = await page.request[method](`/api/v1${path}`, {
      headers: { authorization: `Bearer ${key}` },
      ...(data ? { data } : {}),
    });
    expect(answer.ok(), await answer.text()).toBe(true);
    return answer.json();
  };
  const code = `STORY${Date.now()}`;
  const { number: promotion } = await call("post", "/promotions", {
    name: `Autumn ${code}`,
    terms: { kind: "percent", percent: "10", byCoupon: true },
  });
  await call("post", `/promotions/${promotion}/coupons`, { code, limitTotal: 1 });
  const [sample = ""] = await placeOrders(browser, signIn, [[{ item: 7, quantity: 1 }]]);
  const { lines } = await call("get", `/orders/${sample}`);
  const order = (who: number) =>
    call("post", "/orders", {
      customer: { name: "林晓", email: `coupon-${who}-${code}@example.com` },
      shipTo: {
        name: "林晓",
        phone: "13900001234",
        line1: "文三路 1 号",
        district: "西湖区",
        city: "杭州市",
        region: "浙江省",
        postcode: "310012",
        country: "CN",
      },
      lines: [{ sku: lines[0].sku, quantity: 1, unitPrice: "60.00" }],
      paymentMethod: "cod",
      discount: "6.00",
      discountCodes: [{ code, amount: "6.00" }],
    });
  await order(1);
  const { number } = await order(2);
  await expect(async () => {
    await page.goto(`/exceptions?q=${number}`);
    await expect(page.getByRole("main")).toContainText("Coupon not counted");
  }).toPass({ timeout: 90_000, intervals: [2000] });
  await expect(page.getByRole("main")).toContainText(code);
  await page.getByRole("button", { name: "Use it after all" }).first().click();
  await expect(page.getByText(/1 use/).first()).toBeVisible();
  await page
    .getByRole("link", { name: /Coupon not counted/ })
    .first()
    .click();
  const peek = page.getByRole("dialog");
  await expect(peek).toContainText(`${code}`);
  await expectAccessible(page);
  await peek.getByRole("button", { name: "Leave it uncounted" }).click();
  await expect(peek).toContainText("Gone by itself");
  await page.goto(`/orders/${number}`);
  await expect(page.getByRole("region", { name: "Timeline" })).toContainText(`left uncounted: ${code}`);
});

test("a rule about coupons reads in plain words", async ({ page, signIn }) => {
  await signIn("manager");
  await page.goto("/settings/automation/new");
  const condition = page.getByRole("group", { name: "Condition 1" });
  await condition.getByRole("combobox", { name: "What", exact: true }).selectOption({ label: "coupon codes" });
  await condition.getByRole("textbox", { name: "Value" }).fill("AUTUMN10, SPRING");
  await page.getByRole("button", { name: "Add condition" }).click();
  const second = page.getByRole("group", { name: "Condition 2" });
  await second.getByRole("combobox", { name: "What", exact: true }).selectOption({ label: "under a promotion" });
  await expect(
    page.getByText(/if coupon codes include any of AUTUMN10 or SPRING and it is under a promotion/),
  ).toBeVisible();
  await expectAccessible(page);
});

test("mail to buyers is switched on where it is shown how it reads", async ({ page, signIn }) => {
  await signIn("owner");
  await page.goto("/settings/mail");
  const card = page.getByRole("region", { name: "Mail to buyers" });
  const received = card.getByRole("switch", { name: "The goods have arrived" });
  await received.focus();
  await page.keyboard.press("Space");
  await card.getByText("What it reads like").first().click();
  await expect(card.getByRole("region", { name: "English" }).first()).toContainText("you can send it");
  await expectAccessible(page);
  await card.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Mail to buyers saved")).toBeVisible();
  await page.reload();
  await expect(received).toBeChecked();
  await received.click();
  await card.getByRole("button", { name: "Save" }).click();
  await expect(received).not.toBeChecked();
});
