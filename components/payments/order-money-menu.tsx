"use client";

import { ChevronDown } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { lazy, useState } from "react";
import { refundAction } from "@/app/(back-office)/orders/[number]/money-actions";
import { duplicateAction } from "@/app/(back-office)/orders/[number]/resend-actions";
import { ConfirmButton } from "@/components/form/confirm-button";
import { HiddenFields } from "@/components/form/hidden-fields";
import { useCommandForm } from "@/components/form/use-command-form";
import type { ResendableLine } from "@/components/orders/resend-form";
import { InlineError } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Menu, MenuItem, MenuSeparator } from "@/components/ui/dropdown-menu";
import { notify } from "@/components/ui/notify";
import type { FormAction } from "@/lib/form-state";
import type { OrderMoney } from "@/lib/payments/queries/order-money";
import type { ReturnableLine } from "@/lib/returns/queries/returns-of-order";
import { amountText } from "./amount-text";
import { RecordPaymentForm } from "./record-payment-form";

// Forms come with the first dialog that is opened: most looks at an order open none.
const CancelForm = lazy(() => import("./cancel-form").then((form) => ({ default: form.CancelForm })));
const RefundForm = lazy(() => import("./refund-form").then((form) => ({ default: form.RefundForm })));
const RequestForm = lazy(() =>
  import("@/components/returns/request-form").then((form) => ({ default: form.RequestForm })),
);
const ResendForm = lazy(() => import("@/components/orders/resend-form").then((form) => ({ default: form.ResendForm })));

type OrderMoneyMenuProps = {
  money: OrderMoney;
  /** What this person may do to this order now. */
  can: { record: boolean; refund: boolean; cancel: boolean; resend: boolean; duplicate: boolean; return: boolean };
  /** Lines with units that left and were not sent again. */
  resendable: ResendableLine[];
  /** Lines with units that left and can come back. */
  returnable: ReturnableLine[];
  /** Signed path of the customer's page, for copying. */
  trackingLink: string | null;
};

type Open = "record" | "refund" | "overpaid" | "resend" | "return" | "cancel" | null;

/** The menu "More" of an order: its money, the same once more, its end, and the customer's link. */
export function OrderMoneyMenu({ money, can, resendable, returnable, trackingLink }: OrderMoneyMenuProps) {
  const t = useTranslations("payments");
  const words = useTranslations("orders");
  const again = useTranslations("resend");
  const back = useTranslations("returns.request");
  const [open, setOpen] = useState<Open>(null);
  const { number, currency } = money;
  const duplicate = useDuplicate();
  const overpaid = can.refund && money.overpaidMinor !== "0";
  const refund = can.refund && money.refundableMinor !== "0";
  const resend = can.resend && resendable.length > 0;
  const any = can.record || refund || overpaid || resend || can.return || can.duplicate || can.cancel || trackingLink;
  if (!any) return null;
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
          <Button variant="quiet" busy={duplicate.pending}>
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
        {can.return ? <MenuItem onSelect={() => setOpen("return")}>{back("open")}</MenuItem> : null}
        {resend ? <MenuItem onSelect={() => setOpen("resend")}>{words("action.resend")}</MenuItem> : null}
        {can.duplicate ? (
          <MenuItem onSelect={() => duplicate.props.ref.current?.requestSubmit()}>{words("action.duplicate")}</MenuItem>
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
      <form {...duplicate.props} className="contents">
        <HiddenFields fields={{ number }} />
        {duplicate.state.message ? <InlineError>{duplicate.state.message}</InlineError> : null}
      </form>
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
      <Dialog {...dialog("resend")} title={again("title", { number })} size="lg">
        <ResendForm number={number} version={money.version} lines={resendable} onDone={close} />
      </Dialog>
      <Dialog {...dialog("return")} title={back("title", { number })} size="lg">
        <RequestForm number={number} version={money.version} lines={returnable} onDone={close} />
      </Dialog>
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

/** Makes a draft of the same items and goes on to it. */
function useDuplicate() {
  const t = useTranslations("orders");
  const router = useRouter();
  const action: FormAction = async (previous, data) => {
    const state = await duplicateAction(previous, data);
    if (state.status === "ok") {
      const made = (state.value as { number: string }).number;
      router.push(`/orders/new?draft=${encodeURIComponent(made)}`);
    }
    return state;
  };
  return useCommandForm(action, { done: t("done.duplicated") });
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
