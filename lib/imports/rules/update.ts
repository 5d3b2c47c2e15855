import { parseDecimal } from "@/lib/core/money";
import { normalisePhone } from "@/lib/core/text";
import type { Address } from "@/lib/customers/rules/address";
import type { ReceiveOrderInput } from "@/lib/orders/inputs";
import type { OrderPatch, Plan } from "@/lib/orders/rules/plan";
import { openStages } from "@/lib/orders/rules/stage";
import type { OrderState } from "@/lib/orders/rules/state";

export type UpdateRefusal = { code: "nothing_new" | "items_differ" | "order_finished" };

/** What a file may change in an order it brought before: the person, the address and the notes, while nothing has left. */
export function planUpdate(
  order: OrderState,
  input: ReceiveOrderInput,
  finished: boolean,
): { plan: Plan } | UpdateRefusal {
  if (itemsOf(order) !== itemsOfInput(input)) return { code: "items_differ" };
  const patch = patchOf(input);
  const open =
    (openStages as readonly string[]).includes(order.stage) && order.lines.every((line) => line.shipped === 0);
  if (finished || !open) return { code: finished && !open ? "nothing_new" : "order_finished" };
  const fields = Object.keys(patch);
  if (fields.length === 0) return { code: "nothing_new" };
  return { plan: { order, patch, events: [{ type: "order.edited", data: { fields, import: true } }] } };
}

function patchOf(input: ReceiveOrderInput): OrderPatch {
  const patch: OrderPatch = {};
  const name = input.customer?.name ?? input.shipTo?.name;
  const phone = input.customer?.phone ?? input.shipTo?.phone;
  if (name) patch.contactName = name;
  if (input.customer?.email) patch.contactEmail = input.customer.email;
  if (phone) patch.contactPhone = normalisePhone(phone) ?? phone;
  if (input.shipTo?.line1) {
    patch.shipTo = input.shipTo as Address;
    patch.country = input.shipTo.country;
  }
  if (input.sellerNote) patch.sellerNote = input.sellerNote;
  return patch;
}

// Units and prices decide: a channel may sort its lines anew, and a linked item carries our SKU, not the channel's.
function itemsOf(order: OrderState): string {
  return keyOf(order.lines.map((line) => ({ unitPrice: line.unitPrice, quantity: line.ordered })));
}

function itemsOfInput(input: ReceiveOrderInput): string {
  return keyOf(input.lines.map((line) => ({ unitPrice: line.unitPrice ?? "0", quantity: line.quantity })));
}

function keyOf(lines: readonly { unitPrice: string; quantity: number }[]): string {
  return lines
    .map((line) => `${parseDecimal(line.unitPrice)}×${line.quantity}`)
    .sort()
    .join(",");
}
