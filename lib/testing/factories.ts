import type { TransactionSql } from "postgres";
import { transact } from "@/db/transaction";
import { systemActor } from "@/lib/actor";
import { type Outcome, run } from "@/lib/command";
import { newId } from "@/lib/core/ids";
import { assert, isRefusal } from "@/lib/core/result";
import { receiveOrder } from "@/lib/orders/commands/receive-order";
import type { ReceivedOrder } from "@/lib/orders/receive-orders";
import { postStock } from "@/lib/post";
import { openShop, type TestPerson } from "./people";

/** What a command answered; a test that expected an answer fails with the refusal. */
export function must<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`refused: ${JSON.stringify(outcome)}`);
  return outcome.value;
}

/** A shop with the warehouse MAIN; its owner comes back, signed in. */
export async function makeShop(settings: Parameters<typeof openShop>[0] = {}): Promise<TestPerson> {
  return openShop(settings);
}

/** A further warehouse; a lower priority goes first. */
export async function makeLocation(
  code: string,
  settings: { priority?: number; active?: boolean } = {},
): Promise<string> {
  const { priority = 200, active = true } = settings;
  await write(
    (sql) => sql`
      insert into locations (id, code, name, priority, active) values (${newId()}, ${code}, ${code}, ${priority}, ${active})`,
  );
  return code;
}

type VariantSettings = {
  sku?: string;
  barcode?: string | null;
  title?: string;
  price?: string;
  currency?: string;
  cost?: string | null;
  weightGrams?: number | null;
  backorderAllowed?: boolean;
  madeToOrder?: boolean;
};

let made = 0;

/** A product of one variant with its price; its SKU comes back. */
export async function makeVariant(settings: VariantSettings = {}): Promise<string> {
  made += 1;
  const {
    sku = `ITEM-${made}`,
    barcode = null,
    price = "10.00",
    currency = "CNY",
    cost = null,
    weightGrams = null,
  } = settings;
  const { title = sku, backorderAllowed = false, madeToOrder = false } = settings;
  const [productId, id] = [newId(), newId()];
  await write(async (sql) => {
    await sql`insert into products (id, title) values (${productId}, ${title})`;
    await sql`
      insert into variants (id, product_id, sku, barcode, unit_cost, weight_grams, backorder_allowed, made_to_order)
      values (${id}, ${productId}, ${sku}, ${barcode}, ${cost}, ${weightGrams}, ${backorderAllowed}, ${madeToOrder})`;
    await sql`insert into variant_prices (variant_id, currency, unit_price) values (${id}, ${currency}, ${price})`;
  });
  return sku;
}

/** Puts units on a shelf by the stock ledger. */
export async function addStock(sku: string, quantity: number, location = "MAIN", bin = ""): Promise<void> {
  const done = await transact(async (tx) => {
    const [at] = await tx.sql<{ variantId: string; locationId: string }[]>`
      select v.id as "variantId", l.id as "locationId" from variants v, locations l where v.sku = ${sku} and l.code = ${location}`;
    assert(at, `there is no ${sku} or no ${location}`);
    postStock({ tx, actor: systemActor("factory"), now: new Date() }, [
      { ...at, onHand: quantity, reason: "opening", documentType: "adjustment", documentNumber: "OPENING" },
    ]);
    if (bin)
      await tx.sql`update stock_levels set bin = ${bin} where variant_id = ${at.variantId} and location_id = ${at.locationId}`;
  });
  assert(!isRefusal(done), "the stock was not posted");
}

const shipTo = {
  name: "王小明",
  phone: "13800135521",
  line1: "文三路 478 号",
  district: "西湖区",
  city: "杭州市",
  region: "浙江省",
  country: "CN",
};

/** An order as it comes in, approved and reserved unless the settings stop it: cash, a complete address, a customer of its own. */
export async function makeOrder(
  lines: readonly ({ sku: string; quantity: number } & Record<string, unknown>)[],
  settings: Record<string, unknown> = {},
): Promise<ReceivedOrder> {
  made += 1;
  const customer = { name: "王小明", email: `customer-${made}@example.com`, phone: `138${String(10_000_000 + made)}` };
  const input = {
    channel: "manual",
    paymentMethod: "cash",
    customer,
    shipTo: { ...shipTo, phone: customer.phone },
    ...settings,
    lines,
  };
  return must(await run(receiveOrder, systemActor("factory"), input));
}

async function write(statements: (sql: TransactionSql) => Promise<unknown>): Promise<void> {
  const done = await transact(async (tx) => void (await statements(tx.sql)));
  assert(!isRefusal(done), "the rows were not written");
}
