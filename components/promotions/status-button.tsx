"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { promotionStatusAction } from "@/app/(back-office)/promotions/actions";
import { ActionButton } from "@/components/form/action-button";
import { notify } from "@/components/ui/notify";
import { type FormAction, idleForm } from "@/lib/form-state";
import type { PromotionStatus } from "@/lib/promotions/rules/terms";

type StatusButtonProps = { number: number; now: PromotionStatus; to: PromotionStatus };

/** Pauses a promotion, ends it or lets it go on; what was pressed by mistake is taken back where it is told. */
export function StatusButton({ number, now, to }: StatusButtonProps) {
  const t = useTranslations("promotions.status");
  const router = useRouter();
  const undo = async () => {
    const data = new FormData();
    data.set("promotion", `${number}`);
    data.set("status", now);
    const state = await promotionStatusAction(idleForm, data);
    if (state.status === "ok") {
      notify.done(t("undone"));
      router.refresh();
    } else notify.info(state.message ?? "");
  };
  // Said here, because what was done takes this very button off the page.
  const press: FormAction = async (previous, data) => {
    const state = await promotionStatusAction(previous, data);
    if (state.status === "ok") notify.done(t(`done.${to}`), { undo, undoLabel: t("undo") });
    return state;
  };
  return (
    <ActionButton
      action={press}
      fields={{ promotion: `${number}`, status: to }}
      variant={to === "active" ? "primary" : to === "ended" ? "quiet" : "secondary"}
    >
      {t(`to.${to}`)}
    </ActionButton>
  );
}
