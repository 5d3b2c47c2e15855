import type { Tx } from "@/db/transaction";
import { loadIntakeAutomation } from "@/lib/automation/load-intake-rules";
import type { CommandContext } from "@/lib/command";
import { isRefusal, type Refusal, refuse } from "@/lib/core/result";
import { normalisePhone } from "@/lib/core/text";
import { contactKey, createCustomers, lockContacts, planCustomers } from "@/lib/customers/resolve-customers";
import { lockLevels, poolOf } from "@/lib/inventory/lock-levels";
import { type Posted, post } from "@/lib/post";
import { loadAutomatic, openCoupons } from "@/lib/promotions/load-promotions";
import { loadShipping } from "@/lib/shipping/load-shipping";
import type { ReceiveOrderInput } from "./inputs";
import {
  type ChannelNamed,
  channelIdOf,
  contactHistories,
  itemsKey,
  loadIntakePlace,
  variantsBySku,
} from "./load-intake-facts";
import { askedCoupons, countryOf, loadPricing } from "./load-pricing";
import { type IntakeRefusal, planIntake, type VariantFacts } from "./rules/intake";
import { serviceOfNew } from "./rules/named-service";
import type { Plan } from "./rules/plan";

export type ReceiveRefusal = IntakeRefusal | "unknown_channel" | "duplicate_external_id";

export type ReceivedOrder = {
  number: string;
  id: string;
  stage: string;
  totalMinor: string;
  currency: string;
  version: number;
};

/**
 * Takes any number of orders of one channel in one transaction, set-wise: one read of all items, one lock of all levels,
 * one post. Each order has its own answer; those refused leave nothing behind while the others stand. Orders are planned
 * one after the other against the same stock, so together they never claim a unit twice.
 */
export async function receiveOrders(
  context: CommandContext,
  inputs: readonly ReceiveOrderInput[],
  options: { importId?: string; sourceHashes?: readonly string[] } = {},
): Promise<(ReceivedOrder | Refusal<ReceiveRefusal>)[]> {
  const { tx, actor, shop, now } = context;
  const code = inputs[0]?.channel;
  const where = code ? { code } : { id: actor.channelId };
  // Each step asks at once for all that the one before made known: a wait costs more than what is waited for.
  const [place, customers, taken, variants] = await Promise.all([
    loadIntakePlace(context, where, inputs.length),
    planCustomers(context, inputs.map(contactOf)),
    takenExternalIds(tx, where, inputs),
    variantsBySku(tx, where, skusOf(inputs)),
  ]);
  if (!place) return inputs.map(() => refuse("unknown_channel", { channel: code ?? "" }));
  const { channel, rates, locations, numbers } = place;

  const since = new Date(now.getTime() - shop.reviewPolicy.duplicateHours * 3_600_000);
  const contacts = inputs.map((input, index) => ({
    email: input.customer?.email ?? null,
    phone: phoneOf(input),
    customerId: customers.ids[index] ?? null,
  }));
  const [histories, automation, book, promotions, levels] = await Promise.all([
    contactHistories(tx, contacts, since),
    loadIntakeAutomation(tx, shop.rulesVersion, customers.ids),
    loadShipping(tx, shop.shippingVersion),
    loadAutomatic(tx, shop.promotionsVersion),
    lockLevels(tx, stockedOf(variants)),
  ]);
  const pool = poolOf(
    levels,
    locations.map((location) => location.id),
  );
  const pricing = await loadPricing(context, promotions, askedCoupons(inputs, customers.ids), customers.ids, true);

  const plans: Plan[] = [];
  const answers = inputs.map((input, index): Refusal<ReceiveRefusal> | { plan: number } => {
    const existing = input.externalId ? taken.get(input.externalId) : undefined;
    if (existing) return refuse("duplicate_external_id", { externalId: input.externalId, number: existing });
    const service = serviceOfNew(book, channel.id, input);
    if (isRefusal(service)) return service;
    if (input.externalId) taken.set(input.externalId, numbers[index] as string);
    const history = histories[index];
    const items = itemsKey(input.lines);
    const customerId = customers.ids[index] ?? null;
    const earlierOrders = history?.earlierOrders ?? 0;
    const plan = planIntake(withNormalPhone(input), {
      now,
      shop,
      channel,
      variants,
      taxRates: rates,
      locations,
      pool,
      number: numbers[index] as string,
      ...{ customerId, service, earlierOrders },
      pricing: pricing.of({ channel: channel.code, country: countryOf(input), customerId, earlierOrders }),
      similar: (history?.recent ?? []).map((order) => ({
        number: order.number,
        placedAt: order.placedAt,
        sameItems: order.items === items,
      })),
      automation,
      actorName: actor.name,
      importId: options.importId,
      sourceHash: options.sourceHashes?.[index],
    });
    if (isRefusal(plan)) {
      if (input.externalId) taken.delete(input.externalId);
      return plan;
    }
    pricing.coupons.take(plan.claimCoupons ?? [], customerId);
    plans.push(plan);
    return { plan: plans.length - 1 };
  });
  const buyers = new Set(plans.map((plan) => plan.create?.customerId));
  createCustomers(
    context,
    customers.fresh.filter(({ id }) => buyers.has(id)),
  );
  const posted = await post(context, plans);
  return answers.map((answer) => (isRefusal(answer) ? answer : receivedOf(posted[answer.plan] as Posted)));
}

/**
 * Locks people, levels and coupons of orders of several channels, which are then received channel by channel: locked one channel
 * after the other, two such batches would wait for each other.
 */
export async function lockForChannels(
  { tx }: CommandContext,
  channels: ReadonlyMap<string, readonly ReceiveOrderInput[]>,
): Promise<void> {
  await lockContacts(
    tx,
    [...channels.values()].flat().map((input) => contactKey(contactOf(input))),
  );
  const variants = await Promise.all(
    [...channels].map(async ([code, inputs]) => stockedOf(await variantsBySku(tx, { code }, skusOf(inputs)))),
  );
  await lockLevels(tx, variants.flat());
  const coupons = [...channels.values()].flat().flatMap((input) => askedCoupons([input], []));
  await openCoupons(tx, coupons, true);
}

function skusOf(inputs: readonly ReceiveOrderInput[]): string[] {
  return inputs.flatMap((input) => input.lines.map((line) => line.sku ?? ""));
}

function stockedOf(variants: ReadonlyMap<string, VariantFacts>): string[] {
  return [...variants.values()].filter((variant) => !variant.madeToOrder).map((variant) => variant.id);
}

function receivedOf(posted: Posted): ReceivedOrder {
  const { after } = posted;
  return {
    number: posted.number,
    id: posted.id,
    stage: after.stage,
    totalMinor: after.totalMinor.toString(),
    currency: after.currency,
    version: posted.version,
  };
}

async function takenExternalIds(
  tx: Tx,
  where: ChannelNamed,
  inputs: readonly ReceiveOrderInput[],
): Promise<Map<string, string>> {
  const ids = inputs.map((input) => input.externalId).filter((id): id is string => !!id);
  if (ids.length === 0) return new Map();
  const rows = await tx.sql`
    select external_id, number from orders
    where channel_id = ${channelIdOf(tx, where)} and external_id = any(${ids}::text[])`;
  return new Map(rows.map((row) => [row.external_id as string, row.number as string]));
}

function phoneOf(input: Pick<ReceiveOrderInput, "customer" | "shipTo">): string | null {
  const phone = input.customer?.phone || input.shipTo?.phone;
  return phone ? (normalisePhone(phone) ?? phone) : null;
}

/** Whose order it is, as far as it says. */
export function contactOf({ customer, shipTo }: Pick<ReceiveOrderInput, "customer" | "shipTo">) {
  return { ...customer, phone: customer?.phone ?? shipTo?.phone, shipTo };
}

/** Phones are kept in one form, so that a duplicate is seen whatever way it was typed. */
export function withNormalPhone<Input extends Pick<ReceiveOrderInput, "customer" | "shipTo">>(input: Input): Input {
  const phone = phoneOf(input);
  return phone ? { ...input, customer: { ...input.customer, phone } } : input;
}
