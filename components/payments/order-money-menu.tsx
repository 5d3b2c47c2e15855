"use client";

import { ChevronDown } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { refundAction } from "@/app/(back-office)/orders/[number]/money-actions";
import { ConfirmButton } from "@/components/form/confirm-button";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Menu, MenuItem, MenuSeparator } from "@/components/ui/dropdown-menu";
import { notify } from "@/components/ui/notify";
import type { OrderMoney } from "@/lib/payments/queries/order-money";
import { amountText } from "./amount-text";
import { CancelForm } from "./cancel-form";
import { RecordPaymentForm } from "./record-payment-form";
import { RefundForm } from "./refund-form";

type OrderMoneyMenuProps = {
  money: OrderMoney;
  /** What this person may do to this order now. */
  can: { record: boolean; refund: boolean; cancel: boolean };
  /** Signed path of the customer's page, for copying. */
  trackingLink: string | null;
};

type Open = "record" | "refund" | "overpaid" | "cancel" | null;

/** The menu "More" of an order: its money, its end, and the customer's link. */
export function OrderMoneyMenu({ money, can, trackingLink }: OrderMoneyMenuProps) {
  const t = useTranslations("payments");
  const [open, setOpen] = useState<Open>(null);
  const { number, currency } = money;
  const overpaid = can.refund && money.overpaidMinor !== "0";
  const refund = can.refund && money.refundableMinor !== "0";
  if (!can.record && !refund && !overpaid && !can.cancel && !trackingLink) return null;
  const close = () => setOpen(null);
  const dialog = (name: Open) => ({
    open: open === name,
    onOpenChange: (shown: boolean) => setOpen(shown ? name : null),
  });
  const overpaidText = amountText(money.overpaidMinor, currency);
  return (
    <>
      <Menu
        trigger={
          <Button variant="quiet">
            {t("action.more")} <ChevronDown aria-hidden />
          </Button>
        }
      >
        {trackingLink ? (
          <MenuItem
            onSelect={() => {
              const link = new URL(trackingLink, window.location.href).href;
              void navigator.clipboard.writeText(link).then(() => notify.done(t("done.copied")));
            }}
          >
            {t("action.trackingLink")}
          </MenuItem>
        ) : null}
        {can.record ? <MenuItem onSelect={() => setOpen("record")}>{t("action.record")}</MenuItem> : null}
        {refund ? <MenuItem onSelect={() => setOpen("refund")}>{t("action.refund")}</MenuItem> : null}
        {overpaid ? (
          <MenuItem onSelect={() => setOpen("overpaid")}>
            {t("action.refundOverpaid", { amount: overpaidText })}
          </MenuItem>
        ) : null}
        {can.cancel ? (
          <>
            <MenuSeparator />
            <MenuItem danger onSelect={() => setOpen("cancel")}>
              {t("action.cancel")}
            </MenuItem>
          </>
        ) : null}
      </Menu>
      <Dialog {...dialog("record")} title={t("record.title", { number })}>
        <RecordPaymentForm money={money} onDone={close} />
      </Dialog>
      <Dialog {...dialog("refund")} title={t("ask.title", { number })} size="lg">
        <RefundForm money={money} onDone={close} />
      </Dialog>
      <ConfirmButton
        {...dialog("overpaid")}
        action={refundAction}
        fields={{ number, version: String(money.version), kind: "overpaid", reason: "other" }}
        title={t("ask.title", { number })}
        confirmLabel={t("ask.submit", { amount: overpaidText })}
        tone="danger"
        done={t("done.refunded")}
      />
      <Dialog {...dialog("cancel")} title={t("cancel.title", { number })} size="lg">
        <CancelForm
          number={number}
          version={money.version}
          lines={money.cancellable}
          shipped={money.shipped}
          onDone={close}
        />
      </Dialog>
    </>
  );
}

/** The next step of an order that waits for its money. */
export function RecordPaymentButton({ money }: { money: OrderMoney }) {
  const t = useTranslations("payments");
  const [open, setOpen] = useState(false);
  const collected = money.method === "cod" && money.shipped;
  const label = collected
    ? t("action.collected", { amount: amountText(money.dueMinor, money.currency) })
    : t("action.record");
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      trigger={<Button variant="primary">{label}</Button>}
      title={t("record.title", { number: money.number })}
    >
      <RecordPaymentForm money={money} onDone={() => setOpen(false)} />
    </Dialog>
  );
}
