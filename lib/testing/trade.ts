import type { z } from "zod";
import { transact } from "@/db/transaction";
import { type Actor, systemActor } from "@/lib/actor";
import { createVariants } from "@/lib/catalog/commands/create-variants";
import type { newVariantInput } from "@/lib/catalog/inputs";
import { type Outcome, run } from "@/lib/command";
import { newId } from "@/lib/core/ids";
import { assert } from "@/lib/core/result";
import { receiveStock } from "@/lib/inventory/commands/receive-stock";
import { receiveOrder } from "@/lib/orders/commands/receive-order";
import type { receiveOrderInput } from "@/lib/orders/inputs";

const house = systemActor("test");

/** The value of a command that must succeed; else the test ends with why it did not. */
export function must<Value>(outcome: Outcome<Value>): Value {
  assert(outcome.ok, `refused: ${JSON.stringify(outcome)}`);
  return outcome.value;
}

/** Another warehouse. */
export async function openWarehouse(
  code: string,
  settings: { priority?: number; active?: boolean } = {},
): Promise<{ id: string; code: string }> {
  const { priority = 100, active = true } = settings;
  const id = newId();
  await transact(
    (tx) =>
      tx.sql`insert into locations (id, code, name, priority, active) values (${id}, ${code}, ${code}, ${priority}, ${active})`,
  );
  return { id, code };
}

/** Another channel. */
export async function openChannel(code: string, currency: string): Promise<{ id: string; code: string }> {
  const id = newId();
  await transact(
    (tx) =>
      tx.sql`insert into channels (id, code, name, kind, currency) values (${id}, ${code}, ${code}, 'marketplace', ${currency})`,
  );
  return { id, code };
}

let made = 0;

type VariantSettings = Partial<z.input<typeof newVariantInput>> & {
  product?: string;
  productZh?: string;
  category?: string;
  price?: string;
  currency?: string;
};

/** A product with one variant by the product's own command, 10.00 CNY unless told otherwise; gives its SKU. */
export async function stockItem(settings: VariantSettings = {}): Promise<string> {
  const { product, productZh = "", category = "", price = "10.00", currency = "CNY", ...variant } = settings;
  made += 1;
  const sku = variant.sku ?? `SKU-${made}`;
  const prices = variant.prices ?? [{ currency, unitPrice: price }];
  const input = {
    title: product ?? `Product ${made}`,
    titleZh: productZh,
    category,
    variants: [{ ...variant, sku, prices }],
  };
  must(await run(createVariants, house, { products: [input] }));
  return sku;
}

/** Receives units at a warehouse, the first one unless told otherwise. */
export async function receive(sku: string, quantity: number, location = "MAIN"): Promise<void> {
  must(await run(receiveStock, house, { location, lines: [{ sku, quantity }], opening: true }));
}

type OrderSettings = Partial<z.input<typeof receiveOrderInput>> & { actor?: Actor; now?: Date };

/** A cash-on-delivery order with a full address: approved and reserved at once where stock and policy allow. */
export async function sell(lines: z.input<typeof receiveOrderInput>["lines"], settings: OrderSettings = {}) {
  const { actor = house, now, ...input } = settings;
  made += 1;
  const phone = `1380000${String(made).padStart(4, "0")}`;
  const shipTo = {
    name: "王小明",
    phone,
    line1: "世纪大道 1 号",
    district: "浦东新区",
    city: "上海",
    region: "上海",
    postcode: "200120",
    country: "CN",
  };
  const customer = { name: "王小明", phone };
  const order = { channel: "manual", customer, shipTo, paymentMethod: "cod" as const, lines, ...input };
  return must(await run(receiveOrder, actor, order, { now }));
}
