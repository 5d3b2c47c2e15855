import fc from "fast-check";
import { expect, test } from "vitest";
import { transact } from "@/db/transaction";
import { systemActor } from "@/lib/actor";
import { newId } from "@/lib/core/ids";
import { assert, isRefusal, type Refusal } from "@/lib/core/result";
import { lockLevels, poolOf } from "@/lib/inventory/lock-levels";
import { activeLocations } from "@/lib/orders/load-intake-facts";
import { lockOrder } from "@/lib/orders/lock-order";
import { applyPlan } from "@/lib/orders/rules/apply-plan";
import type { Plan } from "@/lib/orders/rules/plan";
import type { OrderState } from "@/lib/orders/rules/state";
import { post } from "@/lib/post";
import { addStock, makeLocation, makeOrder, makeShop, makeVariant } from "@/lib/testing/factories";
import { withdrawShipment } from "./rules/cancel-shipment";
import { planFinishPacking, planPack } from "./rules/pack";
import { planPick } from "./rules/pick";
import { planShip } from "./rules/ship";
import { shipmentsAfter } from "./rules/shipments-after";
import { planShortPick, type ShortFacts } from "./rules/short-pick";
import { planStartPicking } from "./rules/start-picking";
import { planTracking } from "./rules/track";

const actor = systemActor("test");
const now = new Date("2026-11-21T09:00:00.000Z");
const by = { by: actor.name, now };

const step = fc.record({
  kind: fc.constantFrom(
    "start",
    "start",
    "pick",
    "pick",
    "undo",
    "short",
    "pack",
    "finish",
    "ship",
    "withdraw",
    "deliver",
  ),
  at: fc.nat(5),
  lineAt: fc.nat(1),
  quantity: fc.integer({ min: 1, max: 3 }),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

function planOf(order: OrderState, { kind, at, lineAt, quantity }: Step, facts: ShortFacts): Plan | Refusal {
  const shipment = order.shipments[at % Math.max(order.shipments.length, 1)];
  if (kind === "start" || !shipment) {
    const location = facts.locations[at % facts.locations.length];
    assert(location, "there are warehouses");
    const number = { id: newId(), number: `SH-${order.number}-${order.version}` };
    return planStartPicking(order, { shipment: number, wave: null, location, now, partial: true });
  }
  const lineId = shipment.lines[lineAt % shipment.lines.length]?.orderLineId ?? "";
  const moves = [{ lineId, quantity: kind === "undo" ? -quantity : quantity }];
  if (kind === "pick" || kind === "undo") return planPick(order, shipment, moves, by);
  if (kind === "short") return planShortPick(order, shipment, moves, { reason: "not_found", note: "", ...by }, facts);
  if (kind === "pack") return planPack(order, shipment, moves);
  if (kind === "finish") return planFinishPacking(order, shipment, { packages: 2, weightGrams: 5, rest: true, ...by });
  if (kind === "ship") return planShip(order, shipment, { carrier: "SF", service: "", trackingNumber: "SF1", ...by });
  if (kind === "deliver") {
    const news = { id: newId(), status: "delivered" as const, at: now, place: "", description: "", now, latest: null };
    return planTracking(order, shipment, news);
  }
  const withdrawal = withdrawShipment(order, shipment, { note: "", now });
  if (isRefusal(withdrawal)) return withdrawal;
  return { order, lines: withdrawal.lines, shipments: [withdrawal.shipment], events: [withdrawal.event] };
}

/** What the rules decide by; timestamps that only the row knows are not part of it. */
function shown({ lines, holds, shipments, ...order }: OrderState) {
  const { stage, held, version, completedAt, paidMinor } = order;
  const byPlace = (reservations: OrderState["lines"][number]["reservations"]) =>
    [...reservations].sort((a, b) => (a.locationId < b.locationId ? -1 : 1));
  return {
    ...{ stage, held, version, completedAt, paidMinor },
    lines: lines.map(({ id, reserved, backordered, allocated, picked, packed, shipped, delivered, reservations }) => ({
      ...{ id, reserved, backordered, allocated, picked, packed, shipped, delivered },
      reservations: byPlace(reservations),
    })),
    holds: holds.map(({ type, scope, reason }) => ({ type, scope, reason })),
    shipments: shipments.map(({ number, status, lines: sent, version: changed }) => ({
      ...{ number, status, version: changed },
      lines: sent
        .map(({ orderLineId, quantity, picked, packed }) => ({ orderLineId, quantity, picked, packed }))
        .sort((a, b) => (a.orderLineId < b.orderLineId ? -1 : 1)),
    })),
  };
}

test("whatever the warehouse does, the database holds what the plan said", async () => {
  await makeShop();
  await makeLocation("EAST");
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
      const [one, two] = [await makeVariant(), await makeVariant({ backorderAllowed: true })];
      await addStock(one, 4);
      await addStock(two, 2, "EAST");
      const lines = [
        { sku: one, quantity: 3 },
        { sku: two, quantity: 3 },
      ];
      const { number } = await makeOrder(lines, { paid: { amount: "60.00" } });
      for (const each of steps) {
        await transact(async (tx) => {
          const order = await lockOrder(tx, number);
          assert(order, "the order is there");
          const variantIds = order.lines.map((line) => line.variantId as string);
          const locations = await activeLocations(tx);
          const pool = poolOf(
            await lockLevels(tx, variantIds),
            locations.map(({ id }) => id),
          );
          const backorderable = new Set(variantIds.slice(1));
          const plan = planOf(order, each, { pool, locations, backorderable });
          if (isRefusal(plan)) return;
          const [posted] = await post({ tx, actor, now }, [plan]);
          assert(posted, "one plan was posted");
          const planned = {
            ...applyPlan(plan),
            shipments: shipmentsAfter(plan),
            version: posted.version,
            stage: posted.after.stage,
          };
          const kept = await lockOrder(tx, number);
          assert(kept, "the order is still there");
          expect(shown(kept)).toEqual(shown(planned));
        });
      }
    }),
    { numRuns: 25 },
  );
}, 60_000);
