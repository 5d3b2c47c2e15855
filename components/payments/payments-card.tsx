import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { StillPart } from "@/components/still/still";
import { Card, CardHeader } from "@/components/ui/card";
import { Money } from "@/components/ui/money";
import { MonoId } from "@/components/ui/mono-id";
import { Time } from "@/components/ui/time";
import type { OrderMoney, PaymentView, RefundView } from "@/lib/payments/queries/order-money";
import { PaymentButtons } from "./payment-buttons";
import { RefundDecision } from "./refund-decision";
import { PaymentBadge, RefundBadge } from "./state-badges";

type PaymentsCardProps = { money: OrderMoney; may: { record: boolean } };

/** Every payment and refund of an order with its state and what can be done about it; nothing when there is none. */
export function PaymentsCard({ money, may }: PaymentsCardProps) {
  const t = useTranslations("payments");
  if (money.payments.length === 0 && money.refunds.length === 0) return null;
  return (
    <StillPart>
      <Card aria-labelledby="payments">
        <CardHeader id="payments" title={t("list.title")} />
        <ul className="divide-y divide-border text-sm">
          {money.payments.map((payment) => (
            <PaymentRow key={payment.place} money={money} payment={payment} may={may} />
          ))}
          {money.refunds.map((refund) => (
            <RefundRow key={refund.number} money={money} refund={refund} />
          ))}
        </ul>
      </Card>
    </StillPart>
  );
}

function PaymentRow({ money, payment, may }: PaymentsCardProps & { payment: PaymentView }) {
  const t = useTranslations("payments");
  const { currency } = money;
  const shown = payment.status === "captured" ? payment.capturedMinor : payment.authorisedMinor;
  const further: ReactNode[] = [];
  if (payment.refundedMinor !== "0") {
    further.push(
      t.rich("payment.partRefunded", {
        amount: () => <Money key="refunded" minor={payment.refundedMinor} currency={currency} />,
      }),
    );
  }
  if (payment.status === "captured" && payment.openMinor !== "0") {
    further.push(
      t.rich("payment.captureOpen", {
        amount: () => <Money key="open" minor={payment.openMinor} currency={currency} />,
      }),
    );
  }
  return (
    <Row
      title={t(`method.${payment.method}`)}
      badge={<PaymentBadge status={payment.status} />}
      amount={shown === "0" ? null : <Money minor={shown} currency={currency} />}
      actions={
        may.record && payment.online ? (
          <PaymentButtons number={money.number} currency={currency} payment={payment} />
        ) : null
      }
    >
      <Time at={payment.at} />
      {payment.reference ? (
        <>
          {" · "}
          <MonoId value={payment.reference} short />
        </>
      ) : null}
      {further.map((text, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a fixed list of at most two remarks.
        <span key={index}> · {text}</span>
      ))}
    </Row>
  );
}

function RefundRow({ money, refund }: { money: OrderMoney; refund: RefundView }) {
  const t = useTranslations("payments");
  const by =
    refund.approvedBy && refund.approvedBy !== refund.requestedBy
      ? t("refund.byApproved", { name: refund.requestedBy, approver: refund.approvedBy })
      : t("refund.by", { name: refund.requestedBy });
  return (
    <Row
      title={
        <>
          {t("refund.title")} <span className="font-mono font-normal text-text-2 text-xs">{refund.number}</span>
        </>
      }
      badge={<RefundBadge status={refund.status} />}
      amount={<Money minor={-BigInt(refund.amountMinor)} currency={money.currency} />}
      actions={
        <RefundDecision order={money.number} currency={money.currency} refund={refund} own={!refund.mayApprove} />
      }
    >
      <Time at={refund.settledAt ?? refund.requestedAt} /> · {t(`reason.${refund.reason}`)} · {by}
      {refund.note ? <span className="block">{refund.note}</span> : null}
      {refund.status === "in_doubt" ? <span className="block text-attention">{t("refund.inDoubtHint")}</span> : null}
      {refund.status === "failed" && refund.lastError ? (
        <span className="block text-danger">{refund.lastError}</span>
      ) : null}
    </Row>
  );
}

type RowProps = { title: ReactNode; badge: ReactNode; amount: ReactNode; actions: ReactNode; children: ReactNode };

function Row({ title, badge, amount, actions, children }: RowProps) {
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 gap-y-1 px-4 py-2.5">
      <p className="flex flex-wrap items-center gap-2 font-semibold">
        {title} {badge}
      </p>
      <p className="numerals text-end">{amount}</p>
      <div className="text-text-2 text-xs">{children}</div>
      <div className="flex flex-wrap justify-end gap-2">{actions}</div>
    </li>
  );
}
