"use client";

import { useTranslations } from "next-intl";
import { resendDeliveriesAction } from "@/app/(back-office)/settings/webhooks/actions";
import { ActionButton } from "@/components/form/action-button";
import { useSelection } from "@/components/list/selection";

/** What is done with the deliveries that are ticked. */
export function DeliveryBar({ endpoint }: { endpoint: number }) {
  const t = useTranslations("webhooks.delivery");
  const { keys, clear } = useSelection();
  return (
    <ActionButton
      action={resendDeliveriesAction}
      fields={{ endpoint: `${endpoint}`, deliveries: keys.join() }}
      done={t("resent")}
      onOk={clear}
      variant="primary"
    >
      {t("resend")}
    </ActionButton>
  );
}
