import type postgres from "postgres";
import { describe, expect, it } from "vitest";
import { connection } from "@/db/client";
import { newId } from "@/lib/core/ids";
import { addStock, makeLocation, makeOrder, makeShop, makeVariant } from "@/lib/testing/factories";

await makeShop();
await makeLocation("EAST");
const cup = await makeVariant({ sku: "CUP", price: "5.00" });
await addStock(cup, 100);
const { number } = await makeOrder([{ sku: cup, quantity: 1 }]);
const { sql } = connection();

type Entry = { type: "authorise" | "capture"; amount: number; initial: boolean };

/** A copy of the order with this money, its payment and these entries, in one transaction. */
async function orderWith(money: { authorised: number; paid: number }, entries: Entry[]): Promise<string> {
  const id = newId();
  await sql.begin(async (tx) => {
    const row = { id, number: id, external_id: null, authorised_minor: money.authorised, paid_minor: money.paid };
    await tx`
      insert into orders select (jsonb_populate_record(o, ${JSON.stringify(row)}::text::jsonb)).* from orders o where number = ${number}`;
    await tx`
      insert into order_events (order_id, seq, type, data, actor_type, actor_id, actor_name, at)
      select ${id}, seq, type, data, actor_type, actor_id, actor_name, at from order_events
      where order_id = (select id from orders where number = ${number})`;
    await writeEntries(tx, id, entries);
  });
  return id;
}

async function writeEntries(tx: postgres.TransactionSql, orderId: string, entries: Entry[]): Promise<void> {
  const paymentId = newId();
  await tx`insert into payments (id, order_id, method, currency) values (${paymentId}, ${orderId}, 'cash', 'USD')`;
  for (const { type, amount, initial } of entries)
    await tx`
      insert into payment_entries (payment_id, order_id, type, amount_minor, initial, occurred_at)
      values (${paymentId}, ${orderId}, ${type}, ${amount}, ${initial}, now())`;
}

/** The constraint that refuses, null where all was taken. */
async function refusal(work: Promise<unknown>): Promise<string | null> {
  return work.then(
    () => null,
    (error: postgres.PostgresError) => error.constraint_name ?? Promise.reject(error),
  );
}

const moneyOf = (id: string) =>
  sql`select authorised_minor::int as authorised, paid_minor::int as paid from orders where id = ${id}`;

describe("an order that is written with money", () => {
  it("counts its initial entries once", async () => {
    // One statement an entry: what is known of the order is complete only with the last.
    const id = await orderWith({ authorised: 500, paid: 0 }, [{ type: "authorise", amount: 500, initial: true }]);
    expect(await moneyOf(id)).toEqual([{ authorised: 500, paid: 0 }]);
  });

  it("adds later entries", async () => {
    const id = await orderWith({ authorised: 500, paid: 0 }, [
      { type: "authorise", amount: 500, initial: true },
      { type: "capture", amount: 300, initial: false },
    ]);
    expect(await moneyOf(id)).toEqual([{ authorised: 500, paid: 300 }]);
  });

  it("is refused without its entries, or with others", async () => {
    expect(await refusal(orderWith({ authorised: 500, paid: 0 }, []))).toBe("orders_initial_money");
    expect(await refusal(orderWith({ authorised: 500, paid: 500 }, []))).toBe("orders_initial_money");
    const [one, other] = [500, 501].map((amount): Entry => ({ type: "authorise", amount, initial: true }));
    expect(await refusal(orderWith({ authorised: 500, paid: 0 }, [other as Entry]))).toBe("orders_initial_money");
    expect(await refusal(orderWith({ authorised: 0, paid: 0 }, [one as Entry]))).toBe("orders_initial_money");
    expect(await refusal(orderWith({ authorised: 500, paid: 0 }, [{ ...(one as Entry), initial: false }]))).toBe(
      "orders_initial_money",
    );
  });

  it("takes no initial entry once it is there", async () => {
    const id = await orderWith({ authorised: 0, paid: 0 }, []);
    const late = sql.begin((tx) => writeEntries(tx, id, [{ type: "authorise", amount: 500, initial: true }]));
    expect(await refusal(late)).toBe("orders_initial_money");
    expect(await moneyOf(id)).toEqual([{ authorised: 0, paid: 0 }]);
  });
});
