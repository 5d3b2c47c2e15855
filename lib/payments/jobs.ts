import { z } from "zod";
import { systemActor } from "@/lib/actor";
import { voidAfterCancel } from "./online-payments";
import { settleRefund } from "./settle-refund";

const ofRefund = z.object({ refundId: z.uuid() });
const ofPayment = z.object({ paymentId: z.uuid() });

/** What the worker does with the money's jobs. */
export const paymentJobs = {
  "refunds.settle": (data: unknown): Promise<void> => settleRefund(ofRefund.parse(data).refundId),
  "payments.void": (data: unknown): Promise<void> => voidAfterCancel(systemActor(), ofPayment.parse(data).paymentId),
};
