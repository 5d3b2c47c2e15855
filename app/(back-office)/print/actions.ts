"use server";

import { refresh } from "next/cache";
import { z } from "zod";
import { refusalWords, runAsStaff } from "@/lib/action";
import { may } from "@/lib/actor";
import { currentStaff } from "@/lib/auth/session";
import { refuse } from "@/lib/core/result";
import { issueInvoice } from "@/lib/documents/commands/issue-invoice";
import { orderNumbersOf } from "@/lib/documents/queries";
import { documentsAtMost, documentsHref } from "@/lib/fulfilment/documents-href";

const numbers = z.array(z.string().min(1).max(40)).max(documentsAtMost).default([]);
const printInput = z.strictObject({ orders: numbers, shipments: numbers, waves: numbers });

/** Gives the orders their invoices where they have none yet, and says where they can be printed. */
export async function issueInvoicesAction(input: unknown): Promise<{ href?: string; message?: string }> {
  const words = await refusalWords();
  const asked = printInput.safeParse(input);
  if (!asked.success)
    return {
      message: words.sentence(refuse("too_many_to_print", { count: `> ${documentsAtMost}`, most: documentsAtMost })),
    };
  // Which numbers exist is told to nobody who may not issue anything.
  const session = await currentStaff();
  if (!session || !may(session.actor, "documents.invoice"))
    return { message: words.sentence(refuse(session ? "forbidden" : "signed_out")) };
  const orders = await orderNumbersOf(asked.data);
  let message: string | undefined;
  let issued = 0;
  for (const number of orders) {
    const outcome = await runAsStaff(issueInvoice, { number });
    if (outcome.ok) issued += 1;
    else message ??= words.sentence(outcome.refusal);
  }
  if (issued === 0) return { message: message ?? words.sentence(refuse("nothing_to_print")) };
  // The order's page lists what it was issued.
  refresh();
  return { href: documentsHref("invoices", { orders }) };
}
