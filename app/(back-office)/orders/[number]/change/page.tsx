import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/list/page-header";
import { OrderWatch } from "@/components/live/order-watch";
import { ChangeBlocked } from "@/components/orders/change/change-blocked";
import { ChangeForm } from "@/components/orders/change/change-form";
import type { ChangeLine } from "@/components/orders/change/change-state";
import { trimmedPrice } from "@/components/orders/new-order/draft-state";
import { StageBadge } from "@/components/orders/stage-badge";
import { requirePermission } from "@/lib/auth/session";
import { toDecimalString } from "@/lib/core/money";
import { Messages } from "@/lib/i18n/messages-provider";
import { getOrderPage } from "@/lib/orders/queries/order-page";
import { allowedActions } from "@/lib/orders/rules/allowed-actions";
import type { LineState } from "@/lib/orders/rules/state";

export async function generateMetadata({ params }: PageProps<"/orders/[number]/change">): Promise<Metadata> {
  const { number } = await params;
  return { title: (await getTranslations("change"))("title", { number: decodeURIComponent(number) }) };
}

export default async function ChangeItemsPage({ params }: PageProps<"/orders/[number]/change">) {
  const { actor } = await requirePermission("orders.edit");
  const { number } = await params;
  const page = await getOrderPage(decodeURIComponent(number));
  if (!page) notFound();
  const t = await getTranslations("change");
  const { state } = page;
  const specs = new Map(page.specs);
  return (
    <>
      <PageHeader
        title={t("title", { number: state.number })}
        back={{ href: `/orders/${state.number}`, label: state.number }}
        badge={<StageBadge stage={state.stage} />}
      />
      {allowedActions(state, actor.permissions).includes("change") ? (
        <Messages namespaces={["intake", "orders", "change"]}>
          <OrderWatch number={state.number} version={state.version}>
            <ChangeForm
              order={{
                number: state.number,
                version: state.version,
                currency: state.currency,
                shipping: toDecimalString(state.shippingMinor, state.currency),
                lines: state.lines.map((line) => changeLine(line, specs.get(line.id) ?? "")),
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
