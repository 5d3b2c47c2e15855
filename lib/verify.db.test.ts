import type postgres from "postgres";
import { beforeAll, describe, expect, it } from "vitest";
import { connection } from "@/db/client";
import type { Actor } from "@/lib/actor";
import { createRule } from "@/lib/automation/commands/create-rule";
import { runAutomation } from "@/lib/automation/run-automation";
import { createBulk } from "@/lib/bulk/commands/create-bulk";
import { startBulk } from "@/lib/bulk/commands/start-bulk";
import { lookAtBulk } from "@/lib/bulk/look-at-bulk";
import { runBulk } from "@/lib/bulk/run-bulk";
import { run } from "@/lib/command";
import { newId } from "@/lib/core/ids";
import { issueInvoice } from "@/lib/documents/commands/issue-invoice";
import { raiseException } from "@/lib/exceptions/commands/raise-exception";
import { shipOrder } from "@/lib/fulfilment/commands/ship-order";
import { cancelOrder } from "@/lib/orders/commands/cancel-order";
import { changeService } from "@/lib/orders/commands/change-service";
import { holdOrder } from "@/lib/orders/commands/hold-order";
import { mergeOrders } from "@/lib/orders/commands/merge-orders";
import { resendOrder } from "@/lib/orders/commands/resend-order";
import { splitOrder } from "@/lib/orders/commands/split-order";
import { requestRefund } from "@/lib/payments/commands/request-refund";
import { exchangeReturn } from "@/lib/returns/commands/exchange-return";
import { inspectReturn } from "@/lib/returns/commands/inspect-return";
import { receiveReturn } from "@/lib/returns/commands/receive-return";
import { refundReturn } from "@/lib/returns/commands/refund-return";
import { requestReturn } from "@/lib/returns/commands/request-return";
import { addStock, makeOrder, makeShop, makeVariant, must } from "@/lib/testing/factories";
import { makeCoupon } from "@/lib/testing/promote";
import { createEndpoint } from "@/lib/webhooks/commands/create-endpoint";
import { newWebhookSecret } from "@/lib/webhooks/new-secret";
import { type BrokenRow, brokenRows, verified, verifyWith } from "./verify";

let owner: Actor;

// One order in each state that the checks compare: reserved, held, shipped, refunded in part, cancelled.
beforeAll(async () => {
  owner = (await makeShop()).actor;
  const sku = await makeVariant({ sku: "MUG-1", price: "30.00", cost: "12.00" });
  await addStock(sku, 50);
  const endpoint = { name: "Partner", url: "https://example.com/hook", topics: ["*"], secret: newWebhookSecret() };
  must(await run(createEndpoint, owner, endpoint));
  const rule = { name: "Notes", trigger: "received", actions: [{ kind: "note", body: "seen" }] };
  must(await run(createRule, owner, { rule, enabled: true }));
  await makeOrder([{ sku, quantity: 2 }], { externalId: "a" });
  await runAutomation();
  const held = await makeOrder([{ sku, quantity: 1 }], { externalId: "b" });
  must(await run(holdOrder, owner, { number: held.number, type: "address" }));
  must(await run(changeService, owner, { number: held.number, service: "ups-standard" }));
  const sent = await makeOrder([{ sku, quantity: 3 }], { paid: { amount: "90.00" }, shipping: "0.00" });
  must(await run(shipOrder, owner, { number: sent.number, trackingNumber: "SF1" }));
  const refund = { what: { kind: "amount", amount: "10.00" }, reason: "goodwill" };
  must(await run(requestRefund, owner, { number: sent.number, ...refund }));
  const invoiced = await makeOrder([{ sku, quantity: 2 }]);
  must(await run(issueInvoice, owner, { number: invoiced.number }));
  must(await run(cancelOrder, owner, { number: invoiced.number, lines: [{ line: 1, quantity: 1 }] }));
  const again = { lines: [{ line: 1, quantity: 1 }], reason: "lost" };
  must(await run(resendOrder, owner, { number: sent.number, ...again }));
  const buyer = { customer: { name: "李雯", email: "liwen@example.com" }, paymentMethod: "bank_transfer" };
  const back = await makeOrder([{ sku, quantity: 3 }], { paid: { amount: "90.00" }, shipping: "0.00" });
  must(await run(shipOrder, owner, { number: back.number, trackingNumber: "SF2" }));
  const wanted = [{ line: 1, quantity: 3, reason: "not_wanted" }];
  const { rma } = must(await run(requestReturn, owner, { number: back.number, lines: wanted, approve: true }));
  must(await run(receiveReturn, owner, { rma, lines: [{ line: 1, quantity: 2 }], location: "MAIN" }));
  const found = [{ line: 1, quantity: 2, condition: "unopened", disposition: "restock" }];
  must(await run(inspectReturn, owner, { rma, findings: found }));
  must(await run(refundReturn, owner, { rma, lines: [{ line: 1, quantity: 1 }] }));
  must(await run(exchangeReturn, owner, { rma, lines: [{ line: 1, quantity: 1 }] }));
  const [one, other] = [
    await makeOrder([{ sku, quantity: 2 }], { ...buyer, paid: { amount: "60.00" } }),
    await makeOrder([{ sku, quantity: 1 }], { ...buyer, paid: { amount: "30.00" } }),
  ];
  must(await run(mergeOrders, owner, { number: one.number, from: [other.number] }));
  must(await run(splitOrder, owner, { number: one.number, lines: [{ line: 1, quantity: 1 }] }));
  await makeCoupon("SPRING");
  await makeOrder([{ sku, quantity: 1 }], { coupons: ["SPRING"] });
  const cancelled = await makeOrder([{ sku, quantity: 4 }]);
  must(await run(cancelOrder, owner, { number: cancelled.number }));
  must(await run(raiseException, owner, { title: "Ask the carrier", order: held.number }));
  const bulk = must(
    await run(createBulk, owner, { action: "tag", add: ["vip"], selection: { numbers: [held.number, sent.number] } }),
  );
  await lookAtBulk(bulk.id);
  must(await run(startBulk, owner, { number: bulk.number }));
  await runBulk(bulk.id);
  await connection().sql`select ch_roll_up_sales(1000), ch_roll_up_shipped(1000)`;
  const [channel] = await connection().sql`select id from channels limit 1`;
  const note = newId();
  await connection().sql`
    insert into credit_notes (id, number, channel_id, currency, amount_minor, business_day, issued_at)
    values (${note}, 'CN-1', ${channel?.id}, 'CNY', 500, '2026-01-01', now())`;
  await connection().sql`
    insert into credit_note_lines (id, credit_note_id, position, kind, quantity, amount_minor)
    values (${newId()}, ${note}, 1, 'product', 1, 500)`;
});

it("finds nothing in a sound shop", async () => {
  expect(await brokenRows()).toEqual([]);
});

/** What would break each promise if neither trigger nor constraint stopped it. */
const breakages: Record<string, string> = {
  "level-is-sum-of-movements": "update stock_levels set on_hand = on_hand + 1",
  "level-never-oversold": "update stock_levels set on_hand = reserved - 1",
  "level-reserved-is-sum-of-reservations": "update stock_levels set reserved = reserved + 1",
  "reservation-on-live-line": "update order_lines set shipped = ordered where reserved > 0",
  "line-reserved-is-sum-of-reservations": "update order_lines set reserved = reserved - 1 where reserved > 0",
  "reservation-is-sum-of-movements": "update reservations set quantity = quantity + 1",
  "line-counters-obey-their-chain": "update order_lines set delivered = shipped + 1",
  "held-means-open-hold": "update orders set held = not held",
  "total-is-sum-of-parts": "update orders set shipping_minor = shipping_minor + 1",
  "total-is-sum-of-sales": "update sales_entries set amount_minor = amount_minor + 1 where kind = 'sale'",
  "events-without-gap": "delete from order_events where seq = 2",
  "outbox-has-events": "update outbox set seq = seq + 1000 where id = (select min(id) from outbox)",
  "external-id-unique": "update orders set external_id = 'a' where external_id = 'b'",
  "order-of-customer-who-stays": `
    update customers set merged_into_id = (select id from customers order by number limit 1)
    where number = (select max(number) from customers)`,
  "order-can-be-found": "delete from order_search",
  "shipments-match-counters": "update shipment_lines set picked = picked - 1",
  "rolled-up-entries-are-counted": "update sales_rolled set entries = entries + 1",
  "daily-sales-are-sum-of-entries": "update sales_daily set order_count = order_count + 1",
  "daily-customer-sales-are-sum-of-entries": "update sales_daily_customers set goods_minor = goods_minor + 1",
  "daily-staff-sales-are-sum-of-entries": "update sales_daily_staff set order_count = order_count + 1",
  "item-spans-are-sum-of-days": "update sales_span_variants set cost_minor = cost_minor + 1",
  "daily-reasons-are-sum-of-entries": "update sales_daily_reasons set case_count = case_count + 1",
  "shipped-units-are-those-of-parcels": "update shipped_daily_variants set units = units + 1",
  "daily-item-sales-are-sum-of-entries": "update sales_daily_variants set cost_minor = cost_minor + 1",
  "payment-is-sum-of-entries": "update payments set captured_minor = captured_minor - 1 where captured_minor > 0",
  "order-money-is-sum-of-payments": "update orders set paid_minor = paid_minor - 1 where paid_minor > 0",
  "refund-matches-its-entries": "update refunds set status = 'failed'",
  "refund-is-sum-of-parts": "update refunds set shipping_minor = 1",
  "line-refunds-are-sum-of-refunds": "update order_lines set refunded_minor = refunded_minor + 1",
  "document-numbers-without-gap": "update counters set value = value + 1 where name = 'credit_note'",
  "standing-document-says-what-order-comes-to":
    "update documents set total_minor = total_minor + 1 where reversed_at is null",
  "invoices-less-credit-notes-are-what-order-comes-to": "delete from documents where kind = 'credit_note'",
  "document-is-what-it-says": "update documents set credited_minor = 0",
  "allocated-units-are-reserved": "update order_lines set allocated = allocated + reserved + 1 where stocked",
  "credit-note-is-sum-of-lines": "update credit_note_lines set amount_minor = amount_minor + 1",
  "no-job-past-its-lease": `
    insert into jobs.job (name, state, started_on, expire_seconds) values ('inbox.process', 'active', now() - interval '1 hour', 60)`,
  "bulk-counts-are-its-items": "update bulk_jobs set done = done + 1",
  "bulk-does-each-order-once": "update bulk_job_items set version_after = version_after + 1",
  "resent-counts-as-none": `
    update sales_entries set amount_minor = 1 where kind = 'sale' and order_id in (select to_id from order_lineage where kind = 'resent')`,
  "counted-once": "update orders set counted = true",
  "moved-money-arrives": "delete from payment_entries where type = 'move_in'",
  "moved-units-arrive": 'update order_lineage set lines = \'[{"line": 1, "quantity": 99, "to": 9, "before": 0}]\'',
  "merged-stands-empty": "update orders set total_minor = 1 where stage = 'cancelled'",
  "resent-units-had-left": `
    update order_lineage set lines = '[{"line": 1, "quantity": 99}]';
    update order_lines set ordered = ordered + 99 where order_id in (select to_id from order_lineage where kind = 'resent')`,
  "exception-stands-once": `
    drop index exceptions_standing;
    insert into exceptions (id, type, severity, subject_kind, subject_key, since, opened_at, due_at)
    select gen_random_uuid(), type, severity, subject_kind, subject_key, since, opened_at, due_at from exceptions`,
  "exception-closed-with-reason": "update exceptions set closed_at = now()",
  "exception-events-without-gap": "update exceptions set version = version + 1",
  "secrets-are-sealed": "update channels set webhook_secret = 'open'",
  "deliveries-have-their-events": "update webhook_deliveries set seq = seq + 1000",
  "delivered-was-answered": "update webhook_deliveries set state = 'delivered', settled_at = now()",
  "no-delivery-past-its-lease": `
    update webhook_deliveries set state = 'sending', leased_until = now() - interval '1 hour'`,
  "firings-have-their-events": "update automation_firings set seq = seq + 1000",
  "service-is-as-last-chosen": "update orders set shipping_service_id = null",
  "exchanged-counts-as-none": `
    update sales_entries set amount_minor = 1 where kind = 'sale' and order_id in (select to_id from order_lineage where kind = 'exchanged')`,
  "returned-is-what-came-back": "update order_lines set restocked = restocked - 1 where restocked > 0",
  "awaited-is-what-returns-wait-for": "update order_lines set awaited = awaited + 1",
  "return-status-is-derived": "update returns set status = 'approved'",
  "return-stock-is-what-was-found":
    "update return_lines set restocked = restocked - 1, damaged = damaged + 1 where restocked > 0",
  "return-refunds-count-once": "update return_lines set refunded = refunded + 1",
  "coupon-used-is-its-live-uses": "update coupons set used = used + 1",
  "coupon-use-has-its-order": "update order_promotions set coupon_id = null",
  "coupon-of-order-is-used": "update coupon_uses set released_at = now()",
  "promotions-within-discount-of-line": "update order_discounts set amount_minor = amount_minor + 1",
  "stage-is-derived": "update orders set stage = 'delivered' where stage = 'ready'",
};

describe("each promise has a check that can fail", () => {
  it.each(verified)("%s", async (name) => {
    const found = await withoutGuards(async (sql) => {
      await sql.unsafe(breakages[name] ?? "select 'there is no breakage for this check' / 0");
      return Array.fromAsync(verifyWith(sql));
    });
    expect(found.map(({ check }) => check)).toContain(name);
  });
});

class Undo extends Error {}

/** Runs with triggers, foreign keys, CHECK constraints and unique indexes out of the way, and undoes everything. */
async function withoutGuards(work: (sql: postgres.TransactionSql) => Promise<BrokenRow[]>): Promise<BrokenRow[]> {
  let found: BrokenRow[] = [];
  await connection()
    .transactions.begin(async (sql) => {
      await sql`set local session_replication_role = replica`;
      const constraints = await sql`
        select conrelid::regclass::text as table_name, conname from pg_constraint
        where contype = 'c' and connamespace = 'public'::regnamespace`;
      for (const { table_name, conname } of constraints) {
        await sql.unsafe(`alter table ${table_name} drop constraint "${conname}"`);
      }
      await sql`drop index orders_external`;
      found = await work(sql);
      throw new Undo();
    })
    .catch((error: unknown) => {
      if (!(error instanceof Undo)) throw error;
    });
  return found;
}

it("prints nothing of a change that is under way", async () => {
  await connection().transactions.begin(async (sql) => {
    await sql`insert into jobs.job (name, state, started_on, expire_seconds) values ('inbox.process', 'active', now() - interval '1 hour', 60)`;
    expect(await brokenRows()).toEqual([]);
    await sql`delete from jobs.job where state = 'active'`;
  });
});
