import { useTranslations } from "next-intl";
import { type HoldEnd, holdEnd } from "@/lib/orders/rules/hold-end";

/** Says what ends a hold. */
export function useHoldEndWords(): (end: HoldEnd) => string {
  const t = useTranslations("orders.releaseWhen");
  return (end) => {
    const { releaseWhen, approver } = holdEnd(end);
    return t(releaseWhen ?? "never", { role: approver ?? "" });
  };
}
