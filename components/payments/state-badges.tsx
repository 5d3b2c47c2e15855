import { useTranslations } from "next-intl";
import { Badge, type Tone } from "@/components/ui/badge";
import type { PaymentView } from "@/lib/payments/queries/order-money";
import type { RefundStatus } from "@/lib/payments/rules/refund";

const refundTones: Record<RefundStatus, Tone> = {
  requested: "amber",
  approved: "blue",
  in_doubt: "red",
  succeeded: "green",
  failed: "red",
  declined: "grey",
};

/** Where a refund stands, in one word. */
export function RefundBadge({ status }: { status: RefundStatus }) {
  const t = useTranslations("payments");
  return <Badge tone={refundTones[status]}>{t(`refundStatus.${status}`)}</Badge>;
}

const paymentTones: Record<PaymentView["status"], Tone> = {
  waiting: "amber",
  declined: "red",
  authorised: "blue",
  captured: "green",
  voided: "grey",
};

/** Where a payment stands, in one word. */
export function PaymentBadge({ status }: { status: PaymentView["status"] }) {
  const t = useTranslations("payments");
  return <Badge tone={paymentTones[status]}>{t(`paymentStatus.${status}`)}</Badge>;
}
