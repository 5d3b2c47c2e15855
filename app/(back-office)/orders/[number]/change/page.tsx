import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/list/page-header";
import { OrderWatch } from "@/components/live/order-watch";
import { ChangeBlocked } from "@/components/orders/change/change-blocked";
import { ChangeForm } from "@/components/orders/change/change-form";
import type { ChangeLine, LineEdit, TypedChange } from "@/components/orders/change/change-state";
import { trimmedPrice } from "@/components/orders/new-order/draft-state";
import { StageBadge } from "@/components/orders/stage-badge";
import { Alert } from "@/components/ui/alert";
import { requirePermission } from "@/lib/auth/session";
import { toDecimalString } from "@/lib/core/money";
import { isRefusal } from "@/lib/core/result";
import { Messages } from "@/lib/i18n/messages-provider";
import { eventWords } from "@/lib/orders/event-words";
import { getOrderPage } from "@/lib/orders/queries/order-page";
import { allowedActions } from "@/lib/orders/rules/allowed-actions";
import type { LineState } from "@/lib/orders/rules/state";
import { type ChangeBack, changeBack } from "@/lib/orders/rules/undo-change";
import { promotionsOfOrders } from "@/lib/promotions/load-given";

export async function generateMetadata({ params }: PageProps<"/orders/[number]/change">): Promise<Metadata> {
  const { number } = await params;
  return { title: (await getTranslations("change"))("title", { number: decodeURIComponent(number) }) };
}

export default async function ChangeItemsPage({ params, searchParams }: PageProps<"/orders/[number]/change">) {
  const { actor } = await requirePermission("orders.edit");
  const [{ number }, { undo }] = await Promise.all([params, searchParams]);
  const page = await getOrderPage(decodeURIComponent(number), ({ id }, reader) => promotionsOfOrders(reader, [id]));
  if (!page) notFound();
  const t = await getTranslations("change");
  const { state } = page;
  const past = page.events.find(({ seq }) => `${seq}` === undo);
  const back = past && changeBack(state, past, page.events);
  const undoing = back && !isRefusal(back) ? { seq: past.seq, typed: typedBack(back, state.currency) } : undefined;
  return (
    <>
      <PageHeader
        title={t("title", { number: state.number })}
        back={{ href: `/orders/${state.number}`, label: state.number }}
        badge={<StageBadge stage={state.stage} />}
      />
      {allowedActions(state, actor.permissions).includes("change") ? (
        <Messages namespaces={["intake", "orders", "change", "documents", "promotions"]}>
          <OrderWatch number={state.number} version={state.version}>
            {undoing && past ? (
              <Alert tone="info" className="mb-4">
                {t("undoing", { what: (await eventWords())(past) })}
              </Alert>
            ) : null}
            <ChangeForm
              key={undoing?.seq}
              undoing={undoing}
              order={{
                number: state.number,
                version: state.version,
                currency: state.currency,
                shipping: toDecimalString(state.shippingMinor, state.currency),
                coupons: (page.also.get(state.id) ?? []).flatMap(({ code, couponId, source }) =>
                  code !== null && couponId !== null && source === "promotion" ? [code] : [],
                ),
                lines: state.lines.map((line) => changeLine(line, page.lineWords.get(line.id)?.spec ?? "")),
              }}
            />
          </OrderWatch>
        </Messages>
      ) : (
        <ChangeBlocked order={state} />
      )}
    </>
  );
}

/** What takes a change back, as if it had been typed. */
function typedBack(back: ChangeBack, currency: string): TypedChange {
  const { lines, shippingMinor, addCoupons = [], removeCoupons = [] } = back;
  const edits = lines.map(({ line, quantity, unitPrice }): [number, LineEdit] => [
    line,
    {
      ...(quantity === undefined ? {} : { quantity: `${quantity}` }),
      ...(unitPrice === undefined ? {} : { unitPrice: trimmedPrice(unitPrice) }),
    },
  ]);
  return {
    edits: Object.fromEntries(edits),
    added: [],
    ...{ addCoupons, removeCoupons },
    ...(shippingMinor === undefined ? {} : { shipping: toDecimalString(shippingMinor, currency) }),
  };
}

function changeLine(line: LineState, spec: string): ChangeLine {
  const units = line.ordered - line.cancelled;
  return {
    line: line.position,
    title: `${line.title} ${spec}`.trim(),
    sku: line.sku,
    units,
    least: Math.min(Math.max(line.shipped, line.refunded), units),
    shipped: line.shipped,
    picked: Math.max(line.picked - line.shipped, 0),
    cancelled: line.cancelled,
    unitPrice: trimmedPrice(line.unitPrice),
    priceStays: line.cancelled + line.shipped + line.refunded > 0,
    fixed: line.kind === "discount",
    totalMinor: `${line.totalMinor - line.cancelledMinor}`,
  };
}
