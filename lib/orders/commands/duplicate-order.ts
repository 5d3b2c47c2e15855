import { orderLineage } from "@/db/schema/orders";
import { defineCommand } from "@/lib/command";
import { newId } from "@/lib/core/ids";
import { toDecimalString } from "@/lib/core/money";
import { isRefusal, refuse } from "@/lib/core/result";
import { orderRef } from "@/lib/orders/inputs";
import { loadForChange } from "@/lib/orders/load-for-change";
import { findChannel } from "@/lib/orders/load-intake-facts";
import { sameAgain } from "@/lib/orders/plan-resend";
import { receiveOrders } from "@/lib/orders/receive-orders";
import { intakeRefusals } from "@/lib/orders/rules/intake";
import { offerOf } from "@/lib/orders/rules/named-service";
import { insertRows } from "@/lib/rows";
import { loadShipping } from "@/lib/shipping/load-shipping";

/**
 * The same order once more, as a draft: its people, items, prices and discounts as they stand. Lines that came from
 * nowhere but a channel's own discount stay out.
 */
export const duplicateOrder = defineCommand({
  name: "orders.duplicate",
  permission: "orders.create",
  input: orderRef.omit({ version: true }),
  refusals: [
    "not_found",
    "order_changed",
    "unknown_channel",
    "nothing_to_duplicate",
    "duplicate_external_id",
    ...intakeRefusals,
  ],
  async run(context, input) {
    const { tx, actor, now, shop } = context;
    const order = await loadForChange(tx, input);
    if (isRefusal(order)) return order;
    const channel = await findChannel(tx, { id: order.channelId });
    if (!channel) return refuse("unknown_channel", { channel: "" });
    const rows = await tx.sql`select id, spec, custom from order_lines where order_id = ${order.id}`;
    const details = new Map(rows.map(({ id, spec, custom }) => [id as string, { spec, custom }]));
    const detailsOf = (id: string) => details.get(id) ?? { spec: "", custom: [] };
    const lines = order.lines.flatMap(({ kind, sku, title, unitPrice, discountMinor, ordered, gift, id }) =>
      kind === "discount"
        ? []
        : [
            {
              ...{ kind, title, unitPrice, quantity: ordered, gift, note: "" },
              ...(sku ? { sku } : {}),
              ...detailsOf(id),
              discount: toDecimalString(discountMinor, order.currency),
            },
          ],
    );
    if (lines.length === 0) return refuse("nothing_to_duplicate");
    const again = await sameAgain(tx, order);
    const book = await loadShipping(tx, shop.shippingVersion);
    const service = offerOf(book, order.shippingServiceId)?.service.code;
    const shipping = toDecimalString(order.shippingMinor, order.currency);
    const [made] = await receiveOrders(context, [
      { ...again, channel: channel.code, lines, shipping, draft: true, ...(service ? { service } : {}) },
    ]);
    if (!made || isRefusal(made)) return made as Exclude<typeof made, undefined>;
    await insertRows(tx, orderLineage, [
      {
        id: newId(),
        kind: "duplicated",
        fromId: order.id,
        toId: made.id,
        lines: [],
        reason: "",
        note: "",
        actorName: actor.name,
        createdAt: now,
      },
    ]);
    return { number: made.number, version: made.version, stage: made.stage };
  },
});
