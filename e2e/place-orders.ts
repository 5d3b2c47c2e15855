import type { Browser, Page } from "@playwright/test";
import { makeKey, type Role } from "./fixtures";

type SignIn = (role: Role, on?: Page) => Promise<unknown>;
type Level = { sku: string; location: string; available: number };

/** Units of the demo's items, by their place among those that lie on one warehouse's shelves, five or more. */
export type Wanted = readonly { item: number; quantity: number }[];

/**
 * Places orders that are paid and ready, for a story that changes or picks them: how many of the demo's own are depends on
 * the hour it is filled in, and other stories take them. Each unit costs ten yuan, or what `unitPrice` says; `review`
 * leaves them to the review that stopped them, `together` gives all of them one buyer, `words` is what they chose for shipping. Their numbers come back.
 */
export async function placeOrders(
  browser: Browser,
  signIn: SignIn,
  orders: readonly Wanted[],
  { unitPrice = "10.00", review = false, together = false, words = "" } = {},
): Promise<string[]> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await signIn("owner", page);
  const key = await makeKey(page, `Orders of a story ${Date.now()}`);
  const call = async (method: "get" | "post", path: string, data?: unknown) => {
    const answer = await page.request[method](`/api/v1${path}`, {
      headers: { authorization: `Bearer ${key}` },
      ...(data ? { data } : {}),
    });
    if (!answer.ok()) throw new Error(`${path} answered ${answer.status()}: ${await answer.text()}`);
    return answer.json();
  };
  const { stock } = (await call("get", "/stock?limit=100")) as { stock: Level[] };
  const plenty = Map.groupBy(
    stock.filter(({ available }) => available >= 5),
    ({ location }) => location,
  );
  // From the end: other stories leave the first items with their last units.
  const items = [...plenty.values()]
    .reduce((most, levels) => (levels.length > most.length ? levels : most), [])
    .reverse();
  const numbers: string[] = [];
  const began = Date.now();
  for (const [index, wanted] of orders.entries()) {
    const lines = wanted.map(({ item, quantity }) => ({ sku: items[item]?.sku, quantity, unitPrice }));
    const units = lines.reduce((sum, { quantity }) => sum + quantity, 0);
    const who = together ? 0 : index;
    const buyer = { name: "林晓", phone: `1390000${String((began + who) % 10_000).padStart(4, "0")}` };
    const { number, stage } = await call("post", "/orders", {
      customer: { name: buyer.name, email: `story-${began}-${who}@example.com` },
      shipTo: {
        ...buyer,
        line1: "文三路 478 号",
        district: "西湖区",
        city: "杭州市",
        region: "浙江省",
        postcode: "310012",
        country: "CN",
      },
      lines,
      ...(words ? { shippingService: words } : {}),
      paymentMethod: "bank_transfer",
      paid: { amount: (units * Number(unitPrice)).toFixed(2) },
      currency: "CNY",
      pricesIncludeTax: true,
    });
    if (stage === "review" && !review) await call("post", `/orders/${number}/approve`, {});
    numbers.push(number);
  }
  await context.close();
  return numbers;
}
