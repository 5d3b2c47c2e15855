"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useRef } from "react";
import { promotionStatusAction } from "@/app/(back-office)/promotions/actions";
import { ActionButton } from "@/components/form/action-button";
import { notify } from "@/components/ui/notify";
import { idleForm } from "@/lib/form-state";
import type { PromotionStatus } from "@/lib/promotions/rules/terms";

type StatusButtonProps = { number: number; now: PromotionStatus; to: PromotionStatus };

/** Pauses a promotion, ends it or lets it go on; what was pressed by mistake is taken back where it is told. */
export function StatusButton({ number, now, to }: StatusButtonProps) {
  const t = useTranslations("promotions.status");
  const router = useRouter();
  const before = useRef(now);
  const undo = async () => {
    const data = new FormData();
    data.set("promotion", `${number}`);
    data.set("status", before.current);
    const state = await promotionStatusAction(idleForm, data);
    if (state.status === "ok") {
      notify.done(t("undone"));
      router.refresh();
    } else notify.info(state.message ?? "");
  };
  return (
    <ActionButton
      action={promotionStatusAction}
      fields={{ promotion: `${number}`, status: to }}
      variant={to === "active" ? "primary" : to === "ended" ? "quiet" : "secondary"}
      onOk={() => notify.done(t(`done.${to}`), { undo, undoLabel: t("undo") })}
    >
      {t(`to.${to}`)}
    </ActionButton>
  );
}
