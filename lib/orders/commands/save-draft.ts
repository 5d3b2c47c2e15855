import { defineCommand } from "@/lib/command";
import type { Refusal } from "@/lib/core/result";
import { isRefusal, refuse } from "@/lib/core/result";
import { resolveCustomers } from "@/lib/customers/resolve-customers";
import { saveDraftInput } from "@/lib/orders/inputs";
import {
  type ChangeRefusal,
  changedOf,
  changeRefusals,
  loadForChange,
  type OrderChanged,
} from "@/lib/orders/load-for-change";
import { contactHistories, findChannel, taxRates, variantsBySku } from "@/lib/orders/load-intake-facts";
import { askedCoupons, countryOf, loadPricing } from "@/lib/orders/load-pricing";
import { contactOf, receiveOrders, withNormalPhone } from "@/lib/orders/receive-orders";
import { buildOrder } from "@/lib/orders/rules/build-order";
import { type IntakeRefusal, intakeRefusals } from "@/lib/orders/rules/intake";
import { serviceOfNew } from "@/lib/orders/rules/named-service";
import { searchKeysOf } from "@/lib/orders/rules/search-keys";
import { summaryOf } from "@/lib/orders/rules/summary";
import { post } from "@/lib/post";
import { promotionsOfOrders } from "@/lib/promotions/load-given";
import { loadAutomatic } from "@/lib/promotions/load-promotions";
import { loadShipping } from "@/lib/shipping/load-shipping";

type DraftRefusal = ChangeRefusal | IntakeRefusal | "not_a_draft" | "unknown_channel" | "duplicate_external_id";

/** Keeps an order that is not finished: a new draft, or a draft written anew. Nothing is sold and no stock is claimed. */
export const saveDraft = defineCommand({
  name: "orders.save-draft",
  permission: "orders.create",
  input: saveDraftInput,
  refusals: [...changeRefusals, "not_a_draft", "unknown_channel", "duplicate_external_id", ...intakeRefusals],
  async run(context, { number, version, ...input }): Promise<OrderChanged | Refusal<DraftRefusal>> {
    if (number === undefined) {
      const [made] = await receiveOrders(context, [input]);
      return made as Exclude<typeof made, undefined>;
    }
    const { tx, now, shop, actor } = context;
    const order = await loadForChange(tx, { number, version });
    if (isRefusal(order)) return order;
    if (order.stage !== "draft") return refuse("not_a_draft", { number });
    const channel = await findChannel(tx, { code: input.channel });
    if (!channel) return refuse("unknown_channel", { channel: input.channel ?? "" });
    const [rates, variants, [customerId = null]] = await Promise.all([
      taxRates(tx),
      variantsBySku(
        tx,
        channel.id,
        input.lines.map((line) => line.sku ?? ""),
      ),
      resolveCustomers(context, [contactOf(input)]),
    ]);
    const [book, promotions, given] = await Promise.all([
      loadShipping(tx, shop.shippingVersion),
      loadAutomatic(tx, shop.promotionsVersion),
      promotionsOfOrders(tx, [order.id]),
    ]);
    const pricing = await loadPricing(context, promotions, askedCoupons([input], [customerId]), [customerId], false);
    const { email = null, phone = null } = input.customer ?? {};
    const contact = { email, phone, customerId, orderId: order.id };
    const [history] =
      promotions.length > 0 || input.coupons.length > 0 ? await contactHistories(tx, [contact], now) : [];
    const service = serviceOfNew(book, channel.id, input);
    if (isRefusal(service)) return service;
    const built = buildOrder(withNormalPhone(input), {
      now,
      shop,
      channel,
      variants,
      taxRates: rates,
      number,
      ...{ customerId, service },
      pricing: pricing.of({
        ...{ channel: channel.code, country: countryOf(input), customerId },
        earlierOrders: history?.earlierOrders ?? 0,
      }),
      actorName: actor.name,
    });
    if (isRefusal(built)) return built;
    const {
      id: _id,
      number: _number,
      lines,
      importId: _import,
      sourceHash: _hash,
      createdBy: _by,
      submittedAt: _at,
      promotions: priced,
      tags,
      billTo,
      promisedAt,
      ...row
    } = built;
    // The form shows no tags, no other address and no promise: what was set elsewhere stays.
    const kept = {
      ...(input.tags.length > 0 ? { tags } : {}),
      ...(input.billTo ? { billTo } : {}),
      promisedAt: input.promisedAt ? promisedAt : (order.promisedAt ?? promisedAt),
    };
    return changedOf(
      await post(context, [
        {
          order,
          patch: { ...row, ...kept, ...summaryOf(lines) },
          rewriteLines: lines,
          promotions: { before: given.get(order.id) ?? [], after: priced ?? [] },
          searchKeys: searchKeysOf(built),
          events: [{ type: "order.draft_saved", data: { lines: lines.length } }],
        },
      ]),
    );
  },
});
