import { describe, expect, it } from "vitest";
import { permissionsOf } from "@/lib/staff/rules/permissions";
import { orderState } from "@/lib/testing/order-state";
import { allowedActions, nextAction } from "./allowed-actions";
import { deriveStage } from "./stage";
import type { OrderState } from "./state";

const next = (order: OrderState) => {
  const placed = { ...order, stage: deriveStage(order) };
  return nextAction(placed, allowedActions(placed, permissionsOf("owner")));
};
const onDelivery = (delivered: number, paid: bigint[] = []) =>
  orderState({
    lines: [{ unitPrice: "10.00", ordered: 2, allocated: 2, picked: 2, packed: 2, shipped: 2, delivered }],
    paid,
    order: { paymentMethod: "cod", submittedAt: new Date(0), approvedAt: new Date(0) },
  });

describe("the next step of an order on delivery", () => {
  it("is to write down what the courier collected, once it arrived", () => {
    expect(next(onDelivery(2))).toBe("recordPayment");
    expect(next(onDelivery(2, [500n]))).toBe("recordPayment");
  });

  it("is none while the parcel is underway, and none when the money is there", () => {
    expect(next(onDelivery(0))).toBeUndefined();
    expect(next(onDelivery(2, [2000n]))).toBeUndefined();
  });
});
