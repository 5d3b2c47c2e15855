"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { startOrderAction } from "@/app/(back-office)/fulfilment/actions";
import { ActionButton } from "@/components/form/action-button";
import { RecordPaymentButton } from "@/components/payments/order-money-menu";
import { ButtonLink } from "@/components/ui/button";
import type { OrderAction } from "@/lib/orders/rules/allowed-actions";
import type { OrderMoney } from "@/lib/payments/queries/order-money";

type NextStepProps = {
  number: string;
  next: OrderAction | undefined;
  money: OrderMoney;
  /** The shipment that is on its way through the warehouse. */
  open: { number: string; status: string; wave: string | null } | null;
};

/** The one primary button where the next step is another part's: picking, packing, payment. */
export function NextStep({ number, next, money, open }: NextStepProps) {
  const t = useTranslations("orders");
  const router = useRouter();
  if (next === "recordPayment") return <RecordPaymentButton money={money} />;
  if (next === "startPicking") {
    return (
      <ActionButton
        action={startOrderAction}
        fields={{ number }}
        variant="primary"
        onOk={({ value }) => {
          const wave = (value as { wave?: string | null } | undefined)?.wave;
          if (wave) router.push(`/fulfilment/waves/${wave}`);
        }}
      >
        {t("action.startPicking")}
      </ActionButton>
    );
  }
  if (next !== "ship" || !open) return null;
  const picking = open.status === "picking" && open.wave !== null;
  return (
    <ButtonLink href={picking ? `/fulfilment/waves/${open.wave}` : `/fulfilment/pack/${open.number}`} variant="primary">
      {picking ? t("action.continuePicking") : t("action.openPacking")}
    </ButtonLink>
  );
}
