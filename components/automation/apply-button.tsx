"use client";

import { useTranslations } from "next-intl";
import { applyRuleAction } from "@/app/(back-office)/settings/automation/actions";
import { ConfirmButton } from "@/components/form/confirm-button";

type ApplyButtonProps = {
  number: number;
  version: number;
  /** Orders that match by the dry run. */
  orders: string[];
  /** The dry run is of the rule as it is saved. */
  ready: boolean;
};

/** Applies the saved rule to the orders of its dry run. */
export function ApplyButton({ number, version, orders, ready }: ApplyButtonProps) {
  const t = useTranslations("automation.page");
  const count = orders.length;
  return (
    <div className="flex flex-wrap items-center gap-2.5">
      <ConfirmButton
        action={applyRuleAction}
        fields={{ number: `${number}`, version: `${version}`, orders: JSON.stringify(orders) }}
        title={t("apply")}
        description={t("applyText", { count })}
        confirmLabel={t("applyConfirm", { count })}
        done={t("applied")}
        disabled={!ready}
      >
        {t("apply")}
      </ConfirmButton>
      {ready ? null : <span className="text-sm text-text-3">{t("applyUnsaved")}</span>}
    </div>
  );
}
