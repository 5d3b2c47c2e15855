import { newId } from "@/lib/core/ids";
import { assert, isRefusal } from "@/lib/core/result";
import { nextNumbers } from "@/lib/fulfilment/numbers";
import { pickableLocations } from "@/lib/fulfilment/rules/pickable";
import { planShipOrder } from "@/lib/fulfilment/rules/ship";
import { parcelWriter } from "@/lib/fulfilment/written-parcel";
import { activeLocations } from "@/lib/orders/load-intake-facts";
import type { Planner, PlanningPlace } from "./planner";

/** Ships whole orders, each with its own tracking number where one was given. */
export async function shipPlanner({ context, job, orders, preview }: PlanningPlace): Promise<Planner> {
  const { tx, actor, now } = context;
  const { carrier, service } = job.input as { carrier: string; service: string };
  const otherwise = (await activeLocations(tx))[0]?.id ?? null;
  const written = await parcelWriter(context);
  const parcels = orders.reduce((sum, order) => sum + pickableLocations(order, otherwise).length, 0);
  // A preview spends no numbers.
  const numbers = preview ? [] : (await nextNumbers(tx, "shipment", parcels)).map((number) => `SH-${number}`);
  const nextNumber = () => {
    if (preview) return "";
    const number = numbers.shift();
    assert(number, "there is a number for each parcel");
    return number;
  };
  return (order, item) => {
    const given = (item.details ?? {}) as { carrier?: string; trackingNumber?: string };
    const plan = planShipOrder(order, {
      partial: false,
      otherwise,
      newShipments: pickableLocations(order, otherwise).map(() => ({ id: newId(), number: nextNumber() })),
      details: {
        ...written({ carrier: given.carrier || carrier, service }),
        trackingNumber: given.trackingNumber ?? "",
        by: actor.name,
        now,
      },
    });
    return isRefusal(plan) ? plan : { plan };
  };
}
