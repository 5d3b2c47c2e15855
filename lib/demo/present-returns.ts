import { connection } from "@/db/client";
import { type Actor, customerActor } from "@/lib/actor";
import { run } from "@/lib/command";
import { approveRefund } from "@/lib/payments/commands/approve-refund";
import { inspectReturn } from "@/lib/returns/commands/inspect-return";
import { receiveReturn } from "@/lib/returns/commands/receive-return";
import { refundReturn } from "@/lib/returns/commands/refund-return";
import { requestReturn } from "@/lib/returns/commands/request-return";
import { shipReturn } from "@/lib/returns/commands/ship-return";
import { day } from "./hours";
import { must } from "./must";
import type { PresentFacts } from "./present";

type Found = { number: string; line: number; name: string; location: string };

/** Returns that are over: how many days ago they were asked for, and why. */
const over = [
  ...[
    { days: 71, reason: "damaged" },
    { days: 59, reason: "not_wanted" },
    { days: 48, reason: "wrong_item" },
  ],
  ...[
    { days: 38, reason: "not_wanted" },
    { days: 31, reason: "not_as_described" },
    { days: 27, reason: "damaged" },
  ],
  ...[
    { days: 22, reason: "not_wanted" },
    { days: 16, reason: "late" },
    { days: 11, reason: "not_wanted" },
  ],
] as const;

/** Returns that are over, and goods on their way back in each state: asked for by a buyer, overdue, waiting on the bench, looked at. */
export async function arrangeReturns(facts: PresentFacts): Promise<void> {
  const { support, warehouse, finance } = facts.people;
  const ago = (days: number) => ({ now: new Date(facts.now.getTime() - days * day) });
  const ask = async (order: Found | undefined, who: Actor, days: number, more: object): Promise<string | null> => {
    if (!order) return null;
    const lines = [{ line: order.line, quantity: 1, reason: "not_wanted", ...more }];
    const approve = who.type === "staff";
    return must(await run(requestReturn, who, { number: order.number, lines, approve }, ago(days))).rma;
  };
  for (const { days, reason } of over) {
    const [order] = await deliveredOrders(facts, days + 13, days + 8, 1);
    const rma = await ask(order, support, days, { reason });
    if (!order || !rma) continue;
    const came = { lines: [{ line: order.line, quantity: 1 }], location: order.location };
    must(await run(receiveReturn, warehouse, { rma, ...came }, ago(days - 4)));
    const broken = reason === "damaged";
    const found = broken
      ? { condition: "damaged", disposition: "damaged" }
      : { condition: "opened", disposition: "restock" };
    const findings = [{ line: order.line, quantity: 1, ...found }];
    must(await run(inspectReturn, warehouse, { rma, findings }, ago(days - 4.1)));
    const { refunds } = must(await run(refundReturn, support, { rma }, ago(days - 4.2)));
    for (const { number, status } of refunds)
      if (status === "requested") must(await run(approveRefund, finance, { refund: number }, ago(days - 4.3)));
  }
  const lately = await deliveredOrders(facts, 6, 1, 3);
  const [asked, here, seen] = lately;
  if (asked) {
    const note = "收到时一角有裂纹";
    await ask(asked, customerActor(asked.name), 0.1, { reason: "damaged", outcome: "exchange", note });
  }
  // Approved three weeks and more ago, and nothing came.
  const [late] = await deliveredOrders(facts, 34, 27, 1);
  await ask(late, support, 25, { reason: "not_wanted" });
  const waiting = await ask(here, support, 0.8, { reason: "wrong_item" });
  if (here && waiting) {
    must(
      await run(shipReturn, support, { rma: waiting, carrier: "顺丰速运", trackingNumber: "SF7730918256" }, ago(0.7)),
    );
    const came = { lines: [{ line: here.line, quantity: 1 }], location: here.location };
    must(await run(receiveReturn, warehouse, { rma: waiting, ...came }, ago(0.05)));
  }
  const due = await ask(seen, support, 0.9, { reason: "not_wanted" });
  if (seen && due) {
    const came = { lines: [{ line: seen.line, quantity: 1 }], location: seen.location };
    must(await run(receiveReturn, warehouse, { rma: due, ...came }, ago(0.06)));
    const findings = [{ line: seen.line, quantity: 1, condition: "opened", disposition: "restock" }];
    must(await run(inspectReturn, warehouse, { rma: due, findings }, ago(0.04)));
  }
}

/** Completed orders that arrived within those days and gave nothing back yet, the latest first. */
async function deliveredOrders({ now }: PresentFacts, from: number, to: number, most: number): Promise<Found[]> {
  const at = (days: number) => new Date(now.getTime() - days * day).toISOString();
  return connection().sql<Found[]>`
    select distinct on (o.delivered_at, o.id) o.number, l.position as line, o.contact_name as name,
      coalesce(w.code, (select code from locations where active order by priority limit 1)) as location
    from orders o join order_lines l on l.order_id = o.id and l.kind = 'product' and l.shipped > 0 and l.returned = 0 and not l.made_to_order
    join variants v on v.id = l.variant_id join products p on p.id = v.product_id and p.returnable
    left join locations w on w.id = o.location_id and w.active
    where o.stage = 'completed' and o.delivered_at between ${at(from)} and ${at(to)} and o.refunded_minor = 0
      and o.paid_minor between 1 and 20000 and not exists (select 1 from refunds r where r.order_id = o.id)
    order by o.delivered_at desc, o.id limit ${most}`;
}
