import { connection } from "@/db/client";
import type { Actor } from "@/lib/actor";
import { run } from "@/lib/command";
import { approveOrder } from "@/lib/orders/commands/approve-order";
import { receiveOrder } from "@/lib/orders/commands/receive-order";
import { recordPayment } from "@/lib/payments/commands/record-payment";
import type { Role } from "@/lib/staff/rules/permissions";
import type { Good } from "./catalogue";
import { day, hour } from "./hours";
import { must } from "./must";
import { firmAt } from "./people";
import { neglected } from "./stock";
import type { Timeline } from "./timeline";

/** Items of which nothing at all is left; of the other neglected ones a few units are. */
const gone: ReadonlySet<string> = new Set(["TW101-OLV", "TC310-CHR", "BD406-TER", "LT601-M", "SN806"]);

/** Enough for the next days, and less than the point at which more should have been bought. */
function leftOf(goods: readonly Good[], sku: string): number {
  return Math.round(1 + 1.5 * (goods.find((good) => good.sku === sku)?.popularity ?? 1));
}

/** A hotel furnishes its rooms and takes what the shelves still had of the items that nobody had bought anew. */
export function scheduleScarcity(
  timeline: Timeline,
  people: Readonly<Record<Role, Actor>>,
  goods: readonly Good[],
  now: Date,
  ready: (number: string, now: Date) => void,
): void {
  timeline.schedule(new Date(now.getTime() - 5 * day), "intake", async (then) => {
    const free = await connection().sql<{ sku: string; units: number }[]>`
      select v.sku, sum(s.available)::int as units from stock_levels s join variants v on v.id = s.variant_id
      where v.sku = any(${[...neglected]}) group by v.sku order by v.sku`;
    const lines = free
      .map(({ sku, units }) => ({ sku, quantity: units - (gone.has(sku) ? 0 : leftOf(goods, sku)) }))
      .filter(({ quantity }) => quantity > 0);
    const { name, company = "", email = "", phone, locale, shipTo } = firmAt(7);
    const order = {
      channel: "wholesale",
      customer: { name, company, email, phone, locale },
      shipTo,
      lines,
      paymentMethod: "bank_transfer",
      sellerNote: "Opening of the York house: everything we have of these.",
      promisedAt: new Date(then.getTime() + 6 * day).toISOString(),
      tags: ["corporate"],
      reserve: true,
    };
    const { number } = must(await run(receiveOrder, people.manager, order, { now: then }));
    const paid = { number, method: "bank_transfer", reference: "TRF 118402217" };
    const after = (hours: number) => new Date(then.getTime() + hours * hour);
    const { stage } = must(await run(recordPayment, people.finance, paid, { now: after(0.2) }));
    if (stage === "review") must(await run(approveOrder, people.manager, { number }, { now: after(0.4) }));
    ready(number, after(0.5));
  });
}
