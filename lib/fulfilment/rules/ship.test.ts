import { expect, it } from "vitest";
import { orderState } from "@/lib/testing/order-state";
import { refuseToShip } from "./ship";

it("goods whose money went back do not leave the house", () => {
  const paid = orderState({ lines: [{ unitPrice: "10.00", ordered: 2 }], paid: [2000n] });
  expect(refuseToShip(paid)).toBeUndefined();
  const some = { ...paid, payments: paid.payments.map((payment) => ({ ...payment, refundPendingMinor: 1999n })) };
  expect(refuseToShip(some)).toBeUndefined();
  const all = { ...paid, payments: paid.payments.map((payment) => ({ ...payment, refundedMinor: 2000n })) };
  expect(refuseToShip(all)).toMatchObject({ code: "money_went_back" });
});
