import type { z } from "zod";
import type { requestRefundInput } from "@/lib/payments/inputs";
import type { DrawnOrder } from "./draw-order";
import type { Random } from "./random";

type RefundInput = Omit<z.input<typeof requestRefundInput>, "number">;

/** What a buyer wants back after the parcel came: mostly one piece of it. */
export function drawRefund(random: Random, order: Pick<DrawnOrder, "country" | "input">): RefundInput {
  const chinese = order.country === "CN";
  const one = { kind: "lines" as const, lines: [{ line: 1, quantity: 1 }] };
  return random.weighted<RefundInput>([
    [{ what: one, restock: [{ line: 1, quantity: 1, location: chinese ? "SH" : "LDS" }], reason: "not_wanted" }, 4],
    [
      {
        what: { kind: "whole" },
        reason: "damaged",
        note: chinese ? "收到时已碎，有照片" : "Arrived broken, photo in the mail",
      },
      2,
    ],
    [{ what: one, reason: "damaged", note: chinese ? "釉面有裂" : "" }, 3],
    [{ what: { kind: "amount", amount: order.input.currency === "JPY" ? "500" : "5.00" }, reason: "late" }, 2],
  ]);
}
