import { type Refusal, refuse } from "@/lib/core/result";
import { type Consignment, obstaclesOf, type ServiceObstacle } from "@/lib/shipping/rules/fits";
import { type Offer, offerName, type ShippingBook } from "@/lib/shipping/rules/shipping";
import type { Plan } from "./plan";
import type { OrderState } from "./state";

export const serviceRefusals = ["order_closed", "nothing_to_change", "service_refused"] as const;
export type ServiceRefusal = (typeof serviceRefusals)[number];

export type ServiceChange = {
  from: Offer | null;
  /** None takes the choice back: whoever packs decides. */
  to: Offer | null;
  consignment: Consignment;
  /** The promise from now on; absent where it stays. */
  promisedAt?: Date | null;
};

/**
 * Lets an order go with another service. What the buyer pays for shipping stays as it is, and so do parcels that left.
 * Refuses what the service does not take, with the reasons.
 */
export function planService(order: OrderState, change: ServiceChange): Plan | Refusal<ServiceRefusal> {
  const { from, to, consignment, promisedAt } = change;
  if (isGone(order)) return refuse("order_closed", { stage: order.stage });
  const moves = promisedAt !== undefined && promisedAt?.getTime() !== order.promisedAt?.getTime();
  if (order.shippingServiceId === (to?.service.id ?? null) && !moves) return refuse("nothing_to_change");
  const obstacles = to ? obstaclesOf(to, consignment) : [];
  if (to && obstacles.length > 0) return refuse("service_refused", refusalFacts(to, consignment, obstacles));
  return {
    order,
    patch: { shippingServiceId: to?.service.id ?? null, ...(moves ? { promisedAt } : {}) },
    events: [
      {
        type: "order.service_changed",
        data: {
          ...named(from, to),
          ...(moves
            ? { promisedBefore: order.promisedAt?.toISOString() ?? null, promisedAt: promisedAt?.toISOString() ?? null }
            : {}),
        },
      },
    ],
  };
}

/** Both services as their event keeps them: by code, and by the names they had. */
function named(from: Offer | null, to: Offer | null) {
  return {
    ...{ from: from?.service.code ?? "", to: to?.service.code ?? "" },
    ...{ fromNames: namesOf(from), toNames: namesOf(to) },
  };
}

/**
 * Gives an order without a service the one that its channel's words stand for, as it would have come in. One that it does
 * not take is told of as such an order that comes in is: somebody chooses another.
 */
export function planMappedService(order: OrderState, to: Offer): Plan {
  return {
    order,
    patch: { shippingServiceId: to.service.id },
    events: [{ type: "order.service_changed", data: named(null, to) }],
  };
}

/** A change of service as its event tells it: codes, and the promise where it moved along. */
export type PastService = { from: string; to: string; promisedBefore?: string | null; promisedAt?: string | null };

/**
 * Takes a change of service back, with the promise that moved along. Refuses where one of them was changed again since,
 * and where the service that it went with before no longer takes it.
 */
export function planServiceBack(
  order: OrderState,
  past: PastService,
  { book, consignment }: { book: ShippingBook; consignment: Consignment },
): Plan | Refusal<ServiceRefusal | "changed_since"> {
  const [from, to] = [book.byCode.get(past.to) ?? null, book.byCode.get(past.from) ?? null];
  const moved = past.promisedAt !== undefined;
  const since = [
    ...(order.shippingServiceId === (from?.service.id ?? null) ? [] : ["service"]),
    ...(moved && (order.promisedAt?.toISOString() ?? null) !== past.promisedAt ? ["promisedAt"] : []),
  ];
  if (since.length > 0) return refuse("changed_since", { fields: since });
  const promisedAt = past.promisedBefore ? new Date(past.promisedBefore) : null;
  return planService(order, { from, to, consignment, ...(moved ? { promisedAt } : {}) });
}

const gone: readonly string[] = ["cancelled", "completed", "delivered", "shipped"];

/** Whether nothing of an order is left to send. */
export function isGone({ stage }: Pick<OrderState, "stage">): boolean {
  return gone.includes(stage);
}

function refusalFacts(to: Offer, { country }: Consignment, obstacles: readonly ServiceObstacle[]) {
  // What is the service's own, so that many refused orders are told of as one reason.
  return {
    service: to.service.code,
    names: namesOf(to),
    obstacles,
    country,
    limit: (to.service.maxWeightGrams ?? 0) / 1000,
  };
}

/** Carrier and service by their names in both languages; blank where there is none. */
export function namesOf(offer: Offer | null): { name: string; nameZh: string } {
  return offer ? { name: offerName("en", offer), nameZh: offerName("zh-CN", offer) } : { name: "", nameZh: "" };
}
