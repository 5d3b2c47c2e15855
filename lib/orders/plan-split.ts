import type { CommandContext } from "@/lib/command";
import { newId } from "@/lib/core/ids";
import { assert, isRefusal, type Refusal, refuse } from "@/lib/core/result";
import { digestOf, lineDetailsOf, type OrderRow, rowsOf } from "@/lib/orders/load-moved";
import type { SplitOrderInput } from "@/lib/orders/move-inputs";
import { type MoveStock, moveStock, type OrderEffect, orderEffect } from "@/lib/orders/rules/move-effect";
import {
  type PlannedSplit,
  planSplit,
  type SplitAsk,
  type SplitFacts,
  type SplitRefusal,
} from "@/lib/orders/rules/split";
import type { OrderState } from "@/lib/orders/rules/state";
import { loadRefundsOf } from "@/lib/payments/load-refunds";

export type SplitEffect = {
  currency: string;
  parent: OrderEffect;
  part: OrderEffect & { promisedAt: string | null };
  lines: { line: number; sku: string; title: string; quantity: number }[];
  /** Money that was paid and goes along, minor units as text. */
  movedMinor: string;
  stock: MoveStock;
};

export type PlannedOrderSplit = PlannedSplit & { effect: SplitEffect; digest: string };

/** The plans of a split with what they do: the same for the preview and for the command. */
export async function planOrderSplit(
  context: CommandContext,
  order: OrderState,
  input: SplitOrderInput,
  number: string,
): Promise<PlannedOrderSplit | Refusal<SplitRefusal | "unknown_location">> {
  const split = await splitsOf(context, [order]);
  const planned = split(order, input, number);
  if (isRefusal(planned)) return planned;
  const effect: SplitEffect = {
    currency: order.currency,
    parent: orderEffect(planned.parent),
    part: { ...orderEffect(planned.part), promisedAt: planned.part.create?.promisedAt?.toISOString() ?? null },
    lines: planned.lines.map(({ line, quantity }) => {
      const { sku = "", title = "" } = order.lines.find(({ position }) => position === line) ?? {};
      return { line, sku, title, quantity };
    }),
    movedMinor: `${planned.money.amountMinor}`,
    stock: moveStock(planned.part, planned.parent, planned.putBack),
  };
  return { ...planned, effect, digest: digestOf(effect) };
}

/** Plans the split of one of the orders whose facts were read, off into one of this number. */
export type SplitPlanner = (
  order: OrderState,
  input: Pick<SplitOrderInput, "lines" | "note" | "promisedAt">,
  number: string,
) => PlannedSplit | Refusal<SplitRefusal | "unknown_location">;

/** What splits of these orders have to know, read for all of them at once. */
export async function splitsOf(
  { tx, shop, now, actor }: CommandContext,
  orders: readonly OrderState[],
): Promise<SplitPlanner> {
  const ids = orders.map(({ id }) => id);
  const [details, rows, refunds, places] = await Promise.all([
    lineDetailsOf(tx, ids),
    rowsOf(tx, ids),
    loadRefundsOf(tx, ids),
    tx.sql`select id, code from locations`,
  ]);
  return (order, input, number) => {
    const row = rows.get(order.id);
    assert(row, "an order that was read has its row");
    const units: SplitAsk["units"][number][] = [];
    for (const { line, quantity, from } of input.lines) {
      const lineId = order.lines.find((candidate) => candidate.position === line)?.id;
      if (!lineId) return refuse("unknown_line", { line });
      const place = places.find(({ code }) => code === from);
      if (from !== undefined && !place) return refuse("unknown_location", { location: from });
      units.push({ lineId, quantity, ...(place ? { from: place.id as string } : {}) });
    }
    const facts: SplitFacts = {
      ...{ now, shopCurrency: shop.currency, refunds: refunds.get(order.id) ?? [], details, review: row.review },
      head: headOf(row, { number, createdBy: actor.name, promisedAt: input.promisedAt }),
    };
    return planSplit(order, { units, note: input.note }, facts);
  };
}

// Of the same people, to the same door, on the same day: what differs is named.
function headOf(
  row: OrderRow,
  own: { number: string; createdBy: string; promisedAt: string | undefined },
): SplitFacts["head"] {
  const { channelId, customerId, currency, placedAt, businessDay, submittedAt, pricesIncludeTax, country } = row;
  const { paymentReference, contactName, contactEmail, contactPhone, shipTo, billTo, buyerMessage, sellerNote } = row;
  const { flag, gift, tags, shippingService, shippingServiceId, shippingTaxRate } = row;
  return {
    ...{
      id: newId(),
      number: own.number,
      createdBy: own.createdBy,
      externalId: null,
      importId: null,
      sourceHash: null,
    },
    ...{ channelId, customerId, currency, placedAt, businessDay, submittedAt, pricesIncludeTax, country },
    ...{ paymentReference, contactName, contactEmail, contactPhone, shipTo, billTo, buyerMessage, sellerNote },
    ...{ flag, gift, tags, shippingService, shippingServiceId, shippingTaxRate },
    paymentMethod: row.paymentMethod as OrderState["paymentMethod"],
    promisedAt: own.promisedAt ? new Date(own.promisedAt) : row.promisedAt,
  };
}
