"use client";

import { recheckAction } from "@/app/(back-office)/orders/[number]/actions";
import { ActionButton } from "@/components/form/action-button";

/** Runs the checks again after something was mended elsewhere: stock that came in, a payment, an address. */
export function RecheckButton({ number, label }: { number: string; label: string }) {
  return (
    <ActionButton action={recheckAction} fields={{ number }} variant="quiet" size="sm">
      {label}
    </ActionButton>
  );
}
