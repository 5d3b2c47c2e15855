import { getTranslations } from "next-intl/server";
import { KeyValue, KeyValues } from "@/components/ui/key-value";
import { Money } from "@/components/ui/money";
import { PeekSheet } from "@/components/ui/sheet";
import { Time } from "@/components/ui/time";
import { getOrderPage } from "@/lib/orders/queries/order-page";
import { addressLine } from "@/lib/orders/rules/review";
import { amountDue } from "@/lib/orders/rules/stage";
import { HeldFlag, StageBadge } from "./stage-badge";

const linesShown = 12;

/** A look at one order beside the list: what it is, where it goes, what is owed. */
export async function OrderPeek({ number, closeHref }: { number: string; closeHref: string }) {
  const [t, page] = await Promise.all([getTranslations("orders"), getOrderPage(number)]);
  if (!page) return null;
  const { state, order } = page;
  return (
    <PeekSheet title={<span className="font-mono">{number}</span>} closeHref={closeHref} openHref={`/orders/${number}`}>
      <div className="grid gap-5">
        <p className="flex flex-wrap items-center gap-2">
          <StageBadge stage={state.stage} />
          {state.held ? <HeldFlag types={state.holds.map((hold) => hold.type)} /> : null}
          <span className="text-text-2">
            <Time at={state.placedAt} capital />
          </span>
        </p>
        <div>
          <p className="font-semibold">{order.contactName}</p>
          <p className="text-text-2">{[order.contactPhone, order.contactEmail].filter(Boolean).join(" · ")}</p>
          {order.shipTo ? <p className="text-text-2">{addressLine(order.shipTo)}</p> : null}
        </div>
        <ul className="grid gap-2 text-sm">
          {state.lines.slice(0, linesShown).map((line) => (
            <li key={line.id} className="flex items-baseline justify-between gap-4">
              <span className="min-w-0">
                {line.title} <span className="font-mono text-text-3 text-xs">{line.sku}</span>
              </span>
              <span className="whitespace-nowrap tabular-nums">
                {line.ordered} × <Money minor={line.totalMinor} currency={state.currency} />
              </span>
            </li>
          ))}
          {state.lines.length > linesShown ? (
            <li className="text-text-3">{t("lines.more", { count: state.lines.length - linesShown })}</li>
          ) : null}
        </ul>
        <KeyValues>
          <KeyValue label={t("lines.total")} total>
            <Money minor={state.totalMinor} currency={state.currency} />
          </KeyValue>
          <KeyValue label={t("payment.paid")}>
            <Money minor={state.paidMinor} currency={state.currency} />
          </KeyValue>
          <KeyValue label={t("payment.unpaid")}>
            <Money minor={amountDue(state)} currency={state.currency} />
          </KeyValue>
        </KeyValues>
        {order.buyerMessage ? <p className="text-text-2">{t("notes.buyer", { text: order.buyerMessage })}</p> : null}
      </div>
    </PeekSheet>
  );
}
