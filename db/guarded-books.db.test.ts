import { describe, expect, it } from "vitest";
import { connection } from "@/db/client";
import { createRule } from "@/lib/automation/commands/create-rule";
import { run } from "@/lib/command";
import { issueInvoice } from "@/lib/documents/commands/issue-invoice";
import { holdOrder } from "@/lib/orders/commands/hold-order";
import { saveDraft } from "@/lib/orders/commands/save-draft";
import { requestRefund } from "@/lib/payments/commands/request-refund";
import { updateReviewPolicy } from "@/lib/settings/commands/update-review-policy";
import { defaultReviewPolicy } from "@/lib/settings/rules/default-policy";
import { addStock, makeLocation, makeOrder, makeShop, makeVariant, must } from "@/lib/testing/factories";
import { hire } from "@/lib/testing/people";

const { actor: owner } = await makeShop();
const { actor: support } = await hire("support");
const cup = await makeVariant({ price: "100.00" });
await addStock(cup, 100);
const { sql } = connection();

/** An order that is paid, with a refund of 250.00 that waits for a second person. */
async function claimed() {
  const order = await makeOrder([{ sku: cup, quantity: 3 }], { paid: { amount: "300.00" } });
  const what = { kind: "amount" as const, amount: "250.00" };
  must(await run(requestRefund, support, { number: order.number, what, reason: "late" }));
  const [refund] = await sql`select id, payment_id, order_id from refunds where order_id = ${order.id}`;
  return refund as { id: string; payment_id: string; order_id: string };
}

const enter = (refund: { id: string; payment_id: string; order_id: string }, type: string, amount: number) => sql`
  insert into payment_entries (payment_id, order_id, type, amount_minor, refund_id, occurred_at)
  values (${refund.payment_id}, ${refund.order_id}, ${type}, ${amount}, ${refund.id}, now())`;

describe("without any program the database refuses", () => {
  it("to give back another amount than the refund's", async () => {
    await expect(enter(await claimed(), "refund", 24_999)).rejects.toThrow("not its refund");
  });

  it("an entry for a refund that nobody asked for", async () => {
    const refund = await claimed();
    await expect(enter({ ...refund, id: crypto.randomUUID() }, "refund_claim", 1000)).rejects.toThrow("not its refund");
  });

  it("to let a refund go that went through, or the other way round", async () => {
    const [one, two] = [await claimed(), await claimed()];
    await enter(one, "refund", 25_000);
    await expect(enter(one, "refund_release", 25_000)).rejects.toThrow();
    await enter(two, "refund_release", 25_000);
    await expect(enter(two, "refund", 25_000)).rejects.toThrow();
  });

  it("to count a sale a second time in its day", async () => {
    await makeOrder([{ sku: cup, quantity: 1 }]);
    await sql`select ch_roll_up_sales(1000)`;
    await expect(sql`insert into sales_tail select id from sales_entries`).rejects.toThrow("append-only");
    await expect(sql`update sales_tail set entry_id = 1`).rejects.toThrow("append-only");
    await expect(sql`insert into shipped_tail select id, 1 from shipments`).rejects.toThrow("append-only");
    await expect(sql`update sales_rolled set entries = entries`).rejects.toThrow("append-only");
    await expect(sql`update sales_entries set quantity = quantity`).rejects.toThrow("append-only");
  });

  it("to take an invoice or a line of the audit away", async () => {
    const order = await makeOrder([{ sku: cup, quantity: 1 }]);
    must(await run(issueInvoice, owner, { number: order.number }));
    await expect(sql`delete from documents`).rejects.toThrow("append-only");
    const policy = { ...defaultReviewPolicy, amountLimits: [], duplicateHours: "48" };
    must(await run(updateReviewPolicy, owner, policy));
    await expect(sql`update audit_log set actor_name = 'somebody else'`).rejects.toThrow("append-only");
    await expect(sql`delete from audit_log`).rejects.toThrow("append-only");
  });

  it("to take lines away once the order is placed, but not while it is a draft", async () => {
    const order = await makeOrder([{ sku: cup, quantity: 1 }], { paymentMethod: "bank_transfer" });
    await expect(sql`delete from order_lines where order_id = ${order.id}`).rejects.toThrow("placed order");
    const input = { channel: "manual", paymentMethod: "cash", lines: [{ sku: cup, quantity: 1 }] };
    const draft = must(await run(saveDraft, owner, input));
    must(await run(saveDraft, owner, { ...input, number: draft.number, version: draft.version }));
  });

  it("a line without its order, to move a line to another one, or to take an order away", async () => {
    const [one, two] = [await makeOrder([{ sku: cup, quantity: 1 }]), await makeOrder([{ sku: cup, quantity: 1 }])];
    const copy = (order: string) => sql`
      insert into order_lines
      select (jsonb_populate_record(l, jsonb_build_object('id', gen_random_uuid(), 'order_id', ${order}::text, 'position', 99, 'reserved', 0))).*
      from order_lines l where l.order_id = ${one.id} limit 1`;
    await expect(copy(crypto.randomUUID())).rejects.toThrow("without its order");
    await expect(sql`update order_lines set order_id = ${two.id} where order_id = ${one.id}`).rejects.toThrow(
      "append-only",
    );
    await expect(sql`delete from orders where id = ${one.id}`).rejects.toThrow("append-only");
  });

  it("a line that says it has more reserved than its reservations", async () => {
    const order = await makeOrder([{ sku: cup, quantity: 2 }]);
    const copy = (reserved: number) => sql`
      insert into order_lines
      select (jsonb_populate_record(l, jsonb_build_object('id', gen_random_uuid(), 'position', 99, 'reserved', ${reserved}::int))).*
      from order_lines l where l.order_id = ${order.id} limit 1`;
    await expect(copy(2)).rejects.toThrow("other units reserved");
    await copy(0);
  });

  it.each([
    ["order_events", "seq"],
    ["payment_entries", "amount_minor"],
    ["stock_movements", "note"],
  ])("to change a line of %s or take it away", async (book, column) => {
    await makeOrder([{ sku: cup, quantity: 1 }], { paid: { amount: "100.00" } });
    await expect(sql.unsafe(`update ${book} set ${column} = ${column}`)).rejects.toThrow("append-only");
    await expect(sql.unsafe(`delete from ${book}`)).rejects.toThrow("append-only");
    await expect(sql.unsafe(`truncate ${book} cascade`)).rejects.toThrow("append-only");
  });

  it.each([
    ["automation_firings", "delete"],
    ["coupon_uses", "delete"],
    ["exception_events", "update delete"],
    ["promotion_versions", "update delete"],
    ["return_exchanges", "update delete"],
    ["return_lines", "delete"],
    ["return_policies", "update delete"],
    ["return_refunds", "update delete"],
    ["returns", "delete"],
  ])("what takes rows of %s away or rewrites them: %s, even where there are none", async (book, refused) => {
    const [column] = await sql`
      select column_name as name from information_schema.columns
      where table_schema = 'public' and table_name = ${book} and is_identity = 'NO' and is_generated = 'NEVER' limit 1`;
    const statements: Record<string, string> = {
      update: `update ${book} set ${column?.name} = ${column?.name} where false`,
      delete: `delete from ${book} where false`,
    };
    for (const verb of refused.split(" ")) {
      await expect(sql.unsafe(statements[verb] as string)).rejects.toThrow(`${book} is append-only`);
    }
  });

  it("an order that begins with money nobody entered", async () => {
    const order = await makeOrder([{ sku: cup, quantity: 1 }]);
    const copy = (paid: number) => sql`
      insert into orders
      select (jsonb_populate_record(o, jsonb_build_object('id', gen_random_uuid(), 'number', 'X' || ${paid}::text, 'authorised_minor', ${paid}::int, 'source', null, 'external_id', null))).*
      from orders o where o.id = ${order.id}`;
    await expect(copy(100)).rejects.toThrow("other money than its entries");
  });

  it("to close a warehouse that units are promised from, or to promise from one that is closed", async () => {
    await makeOrder([{ sku: cup, quantity: 1 }]);
    const [from] =
      await sql`select l.id from stock_levels s join locations l on l.id = s.location_id where s.reserved > 0`;
    await expect(sql`update locations set active = false where id = ${from?.id}`).rejects.toThrow("promised from");
    const closed = await makeLocation("SHUT", { active: false });
    const promise = sql`
      insert into stock_movements overriding system value
      select (jsonb_populate_record(m, jsonb_build_object('id', m.id + 1000000, 'location_id', l.id, 'reserved_delta', 1))).*
      from stock_movements m, locations l where l.code = ${closed} and m.reserved_delta > 0 limit 1`;
    await expect(promise).rejects.toThrow("closed meanwhile");
  });

  it("to write anew what came of an order in a change of many", async () => {
    const order = await makeOrder([{ sku: cup, quantity: 1 }]);
    const job = crypto.randomUUID();
    await sql`
      insert into bulk_jobs (id, number, action, input, selection, status, created_by, created_by_id)
      values (${job}, 'BLK-1', 'hold', '{}', '{}', 'running', 'Ann', ${owner.id})`;
    await sql`
      insert into bulk_job_items (job_id, position, order_id, order_number, status)
      values (${job}, 1, ${order.id}, ${order.number}, 'ready')`;
    await sql`update bulk_job_items set status = 'done' where job_id = ${job}`;
    await expect(sql`update bulk_job_items set status = 'ready' where job_id = ${job}`).rejects.toThrow("append-only");
  });

  it("to forget what a rule did, or to let it go on once it is done", async () => {
    const order = await makeOrder([{ sku: cup, quantity: 1 }]);
    const rule = { name: "Mark", trigger: "received" as const, actions: [{ kind: "review" as const }] };
    const { number } = must(await run(createRule, owner, { rule }));
    await sql`
      insert into automation_firings (id, rule_id, rule_version, order_id, seq, cause, status, fired_at, saw, actions, did)
      select gen_random_uuid(), id, version, ${order.id}, 1, 'event', 'open', now(), '{}', '[{}, {}]', '[{}]'
      from automation_rules where number = ${number}`;
    const forget = () => sql`update automation_firings set status = 'open', did = '[]' where order_id = ${order.id}`;
    await expect(forget()).rejects.toThrow("append-only");
    await sql`update automation_firings set status = 'done', did = '[{}, {}]' where order_id = ${order.id}`;
    await expect(sql`update automation_firings set did = '[1, 2]' where order_id = ${order.id}`).rejects.toThrow(
      "append-only",
    );
  });

  it("to leave the shop without an owner", async () => {
    await expect(sql`update staff set role = 'viewer' where role = 'owner'`).rejects.toThrow("keeps an owner");
    await expect(sql`update staff set active = false where role = 'owner'`).rejects.toThrow("keeps an owner");
    await expect(sql`delete from staff where role = 'owner'`).rejects.toThrow("keeps an owner");
  });
});

describe("without any program the database keeps in step", () => {
  it("whether an order is held, with its holds", async () => {
    const order = await makeOrder([{ sku: cup, quantity: 1 }]);
    const held = async () => (await sql`select held from orders where id = ${order.id}`)[0]?.held;
    must(await run(holdOrder, support, { number: order.number, type: "customer_request", reason: "Asked to wait" }));
    expect(await held()).toBe(true);
    await sql`delete from holds where order_id = ${order.id}`;
    expect(await held()).toBe(false);
  });

  /** Somebody else to give a document to. */
  async function anotherBuyer(number: string) {
    const [buyer] = await sql`
      insert into customers select (jsonb_populate_record(c, jsonb_build_object('id', gen_random_uuid(), 'number', ${number}::text))).*
      from customers c limit 1 returning id`;
    return buyer?.id as string;
  }

  const bought = async (buyer: string) => {
    const [row] = await sql`
      select coalesce(sum(quantity), 0)::int as units from sales_daily_customers where customer_id = ${buyer}`;
    return row?.units;
  };

  it("what a customer bought, with whose an order is", async () => {
    const order = await makeOrder([{ sku: cup, quantity: 2 }]);
    await sql`select ch_roll_up_sales(100000)`;
    const buyer = await anotherBuyer("C-MOVED");
    expect(await bought(buyer)).toBe(0);
    await sql`update orders set customer_id = ${buyer} where id = ${order.id}`;
    expect(await bought(buyer)).toBe(2);
  });

  it("what a customer gave back, with whose a credit note of no order is", async () => {
    await makeOrder([{ sku: cup, quantity: 1 }]);
    const [one, two] = [await anotherBuyer("C-ONE"), await anotherBuyer("C-TWO")];
    const note = crypto.randomUUID();
    await sql`
      insert into credit_notes (id, number, channel_id, customer_id, currency, amount_minor, business_day, issued_at)
      select ${note}, 'CN-1', id, ${one}, 'CNY', 500, '2026-01-01', now() from channels limit 1`;
    await sql`
      insert into sales_entries (credit_note_id, kind, component, channel_id, currency, quantity, amount_minor, business_day)
      select id, 'refund', 'merchandise', channel_id, currency, -3, -amount_minor, business_day from credit_notes where id = ${note}`;
    await sql`select ch_roll_up_sales(100000)`;
    expect([await bought(one), await bought(two)]).toEqual([-3, 0]);
    await sql`update credit_notes set customer_id = ${two} where id = ${note}`;
    expect([await bought(one), await bought(two)]).toEqual([0, -3]);
  });
});
