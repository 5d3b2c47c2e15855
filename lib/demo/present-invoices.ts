import { connection } from "@/db/client";
import { run } from "@/lib/command";
import { issueInvoice } from "@/lib/documents/commands/issue-invoice";
import { day } from "./hours";
import { must } from "./must";
import type { PresentFacts } from "./present";

/** Invoices of what buyers have by now. Refunds of the latest wait for somebody: letting one through credits its invoice. */
export async function arrangeInvoices(facts: PresentFacts): Promise<void> {
  const since = new Date(facts.now.getTime() - 20 * day).toISOString();
  const found = await connection().sql<{ number: string }[]>`
    select number from orders
    where stage = 'completed' and placed_at > ${since} and refunded_minor = 0 and paid_minor > 20000
    order by placed_at desc limit 8`;
  const now = new Date(facts.now.getTime() - 20 * 60_000);
  for (const { number } of found) must(await run(issueInvoice, facts.people.finance, { number }, { now }));
}
