"use client";

import { useRouter } from "next/navigation";
import type { ComponentProps } from "react";
import { RecordPaymentForm } from "@/components/payments/record-payment-form";

/** Money that came in for the order, written down where it was missed. */
export function PayForm({ money }: Pick<ComponentProps<typeof RecordPaymentForm>, "money">) {
  const router = useRouter();
  return <RecordPaymentForm money={money} onDone={() => router.refresh()} />;
}
