import type { z } from "zod";
import type { Tx } from "@/db/transaction";
import { type CommandContext, defineCommand } from "@/lib/command";
import { businessDay } from "@/lib/core/dates";
import type { Minor } from "@/lib/core/money";
import { isRefusal, type Refusal, refuse } from "@/lib/core/result";
import { lockLevels } from "@/lib/inventory/lock-levels";
import { offerFreed } from "@/lib/inventory/offer-freed";
import { changedOf, changeRefusals, loadForChange } from "@/lib/orders/load-for-change";
import type { Plan } from "@/lib/orders/rules/plan";
import type { OrderState } from "@/lib/orders/rules/state";
import { post } from "@/lib/post";
import { requestRefundInput } from "../inputs";
import { loadKinRefunds, loadRefunds, nextRefundNumbers } from "../load-refunds";
import { amountOf } from "../rules/amount";
import { planRefundRequest, type RefundAsk, type RefundFacts } from "../rules/request-refund";

export type RequestedRefund = { number: string; amountMinor: string; status: "requested" | "approved" | "succeeded" };

/**
 * Asks for money back and claims it on the order's payments. Above the person's limit it waits for a second one. The
 * row is written before any provider is asked.
 */
export const requestRefund = defineCommand({
  name: "payments.refund",
  permission: "payments.refund",
  input: requestRefundInput,
  refusals: [
    ...changeRefusals,
    "held",
    "bad_amount",
    "nothing_to_refund",
    "more_than_captured",
    "more_than_shipping",
    "not_shipped_cancel",
    "to_ship_cancel",
    "more_than_shipped",
    "unknown_line",
    "unknown_location",
  ],
  async run(context, input) {
    const order = await loadForChange(context.tx, input);
    if (isRefusal(order)) return order;
    const ask = await refundAskOf(context.tx, order, input);
    if (isRefusal(ask)) return ask;
    const numbers = await nextRefundNumbers(context.tx, order.payments.length);
    const plan = planRefundRequest(order, ask, await refundFactsOf(context, order, numbers));
    if (isRefusal(plan)) return plan;
    await lockRestocked(context, plan);
    const changed = changedOf(await post(context, [plan]));
    await offerFreed(context.tx, plan.stock);
    return { ...changed, refunds: refundsOf(plan) };
  },
});

/** The refunds a plan makes, as the screen says what became of them. */
export function refundsOf(plan: Plan): RequestedRefund[] {
  return (plan.newRefunds ?? []).map((refund) => ({
    number: refund.number,
    amountMinor: refund.amountMinor.toString(),
    status: refund.status,
  }));
}

/** What a request, a cancellation and their previews have to know; `numbers` as many as the order has payments. */
export async function refundFactsOf(
  context: Pick<CommandContext, "actor" | "shop" | "now"> & { tx: Pick<Tx, "db"> },
  order: OrderState,
  numbers: readonly string[],
): Promise<RefundFacts> {
  const [refunds, kin] = await Promise.all([loadRefunds(context.tx, order.id), loadKinRefunds(context.tx, [order.id])]);
  return refundFactsWith(context, { refunds, kinRefunds: kin.get(order.id) ?? [] }, numbers);
}

/** The same with an order's refunds read already. */
export function refundFactsWith(
  { now, shop, actor }: Pick<CommandContext, "actor" | "shop" | "now">,
  of: Pick<RefundFacts, "refunds" | "kinRefunds">,
  numbers: readonly string[],
): RefundFacts {
  return {
    ...{ now, ...of, actor, numbers, shopCurrency: shop.currency },
    businessDay: businessDay(now, shop.timeZone),
  };
}

/** Levels that units go back to are locked in the house's one order before they move. */
export async function lockRestocked(context: CommandContext, plan: Plan): Promise<void> {
  await lockLevels(
    context.tx,
    (plan.stock ?? []).map((posting) => posting.variantId),
  );
}

/** What is asked for, with lines and warehouses as the house knows them. */
export async function refundAskOf(
  tx: Pick<Tx, "sql">,
  order: OrderState,
  input: z.output<typeof requestRefundInput>,
): Promise<RefundAsk | Refusal<"bad_amount" | "unknown_line" | "unknown_location">> {
  const lineAt = (position: number) => order.lines.find((line) => line.position === position)?.id;
  const locations = await locationIds(
    tx,
    input.restock.map((part) => part.location),
  );
  const restock: RefundAsk["restock"][number][] = [];
  for (const part of merged(input.restock)) {
    const lineId = lineAt(part.line);
    const locationId = locations.get(part.location);
    if (!lineId) return refuse("unknown_line", { line: part.line });
    if (!locationId) return refuse("unknown_location", { location: part.location });
    restock.push({ lineId, quantity: part.quantity, locationId });
  }
  const what = whatOf(order, input.what, lineAt);
  if (isRefusal(what)) return what;
  return { what, restock, reason: input.reason, note: input.note };
}

function whatOf(
  order: OrderState,
  what: z.output<typeof requestRefundInput>["what"],
  lineAt: (position: number) => string | undefined,
): RefundAsk["what"] | Refusal<"bad_amount" | "unknown_line"> {
  if (what.kind === "whole" || what.kind === "overpaid") return what;
  if (what.kind === "amount") {
    const amountMinor = amountOf(what.amount, order.currency, "amount");
    return isRefusal(amountMinor) ? amountMinor : { kind: "amount", amountMinor };
  }
  const shippingMinor = amountOf(what.shipping ?? "0", order.currency, "shipping");
  if (isRefusal(shippingMinor)) return shippingMinor;
  const kept = new Map<number, Minor>();
  for (const { line, keep } of what.lines) {
    const keptMinor = keep ? amountOf(keep, order.currency, "keep") : 0n;
    if (isRefusal(keptMinor)) return keptMinor;
    kept.set(line, (kept.get(line) ?? 0n) + keptMinor);
  }
  const lines: { lineId: string; quantity: number; keptMinor?: Minor }[] = [];
  for (const part of merged(what.lines)) {
    const lineId = lineAt(part.line);
    if (!lineId) return refuse("unknown_line", { line: part.line });
    lines.push({ lineId, quantity: part.quantity, keptMinor: kept.get(part.line) ?? 0n });
  }
  return { kind: "lines", lines, shippingMinor };
}

// A line named twice is one line: its units are asked for together.
function merged<Part extends { line: number; quantity: number }>(parts: readonly Part[]): Part[] {
  const byLine = new Map<number, Part>();
  for (const part of parts) {
    const known = byLine.get(part.line);
    byLine.set(part.line, known ? { ...known, quantity: known.quantity + part.quantity } : part);
  }
  return [...byLine.values()];
}

async function locationIds({ sql }: Pick<Tx, "sql">, codes: readonly string[]): Promise<Map<string, string>> {
  if (codes.length === 0) return new Map();
  const rows = await sql<
    { id: string; code: string }[]
  >`select id, code from locations where code = any(${[...codes]}::text[])`;
  return new Map(rows.map((row) => [row.code, row.id]));
}
