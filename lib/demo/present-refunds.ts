import { connection } from "@/db/client";
import { run } from "@/lib/command";
import { markDelivered } from "@/lib/fulfilment/commands/mark-delivered";
import { requestRefund } from "@/lib/payments/commands/request-refund";
import { settleRefund } from "@/lib/payments/settle-refund";
import { day } from "./hours";
import { must } from "./must";
import type { PresentFacts } from "./present";

/** Refunds that wait for somebody: for a second person, for a provider that does not answer, and one that was refused. */
export async function arrangeRefunds(facts: PresentFacts): Promise<void> {
  const { support } = facts.people;
  const since = new Date(facts.now.getTime() - 20 * day).toISOString();
  const dear = await connection().sql<{ number: string }[]>`
    select number from orders
    where stage = 'completed' and placed_at > ${since} and refunded_minor = 0 and paid_minor > case currency when 'JPY' then 20000 else 20000 end
    order by placed_at desc limit 3`;
  const reasons = ["damaged", "not_wanted", "wrong_item"] as const;
  for (const [index, { number }] of dear.entries()) {
    const now = new Date(facts.now.getTime() - (14 - index * 4) * 60_000);
    must(await run(requestRefund, support, { number, what: { kind: "whole" }, reason: reasons[index] }, { now }));
  }
  for (const scene of ["provider-doubt", "provider-failed"]) {
    const number = facts.scenes.get(scene) ?? "";
    const shipments = await connection().sql<{ number: string }[]>`
      select s.number from shipments s join orders o on o.id = s.order_id where o.number = ${number}`;
    const delivered = { shipments: shipments.map((shipment) => shipment.number) };
    must(
      await run(markDelivered, facts.people.warehouse, delivered, { now: new Date(facts.now.getTime() - 12 * 60_000) }),
    );
    const asked = { number, what: { kind: "lines", lines: [{ line: 1, quantity: 1 }] }, reason: "damaged" };
    must(await run(requestRefund, support, asked, { now: new Date(facts.now.getTime() - 9 * 60_000) }));
    const rows = await connection().sql<{ id: string }[]>`
      select r.id from refunds r join orders o on o.id = r.order_id where o.number = ${number}`;
    for (const { id } of rows) await settleRefund(id);
  }
}
