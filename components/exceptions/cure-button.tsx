import { useTranslations } from "next-intl";
import {
  acceptCouponsFromExceptionAction,
  askPaymentFromExceptionAction,
  fixExceptionsAction,
} from "@/app/(back-office)/exceptions/actions";
import { ActionButton } from "@/components/form/action-button";
import { ButtonLink } from "@/components/ui/button";
import type { Cure } from "./cure";

/** The button that cures an exception, or leads to where it is cured. */
export function CureButton({ number, cure, primary = false }: { number: number; cure: Cure; primary?: boolean }) {
  const t = useTranslations("exceptions");
  const look = { size: "sm", variant: primary ? "primary" : "secondary" } as const;
  if (cure.kind === "link") {
    return (
      <ButtonLink href={cure.href} scroll={false} {...look}>
        {t(`go.${cure.label}`)}
      </ButtonLink>
    );
  }
  if (cure.kind === "accept") {
    return (
      <ActionButton
        action={acceptCouponsFromExceptionAction}
        fields={{ number: cure.order }}
        done={t("go.accepted")}
        {...look}
      >
        {t("go.accept")}
      </ActionButton>
    );
  }
  if (cure.kind === "askPayment") {
    return (
      <ActionButton
        action={askPaymentFromExceptionAction}
        fields={{ number: cure.order, payment: cure.place }}
        done={t("fix.asked", { count: 1 })}
        {...look}
      >
        {t("go.askPayment")}
      </ActionButton>
    );
  }
  return (
    <ActionButton
      action={fixExceptionsAction}
      fields={{ numbers: String(number) }}
      done={t("fix.asked", { count: 1 })}
      {...look}
    >
      {t(`fix.${cure.fix}`)}
    </ActionButton>
  );
}
