import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { Packer } from "@/components/fulfilment/packer";
import { may } from "@/lib/actor";
import { requirePermission } from "@/lib/auth/session";
import { formatMoney } from "@/lib/core/money";
import { getPackView, listCarriers } from "@/lib/fulfilment/queries/shipments";
import { Messages } from "@/lib/i18n/messages-provider";
import { addressLine } from "@/lib/orders/rules/review";

type Props = PageProps<"/fulfilment/pack/[shipment]">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations("fulfilment.pack");
  return { title: t("title", { number: (await params).shipment }) };
}

/** The bench: check each item into the parcel, then carrier, tracking number, and gone. */
export default async function PackPage({ params }: Props) {
  const { actor } = await requirePermission("fulfilment.read");
  const { shipment } = await params;
  const locale = await getLocale();
  const [view, carriers] = await Promise.all([getPackView(shipment, locale), listCarriers(shipment)]);
  if (!view) notFound();
  const collect =
    view.paymentMethod === "cod" && view.dueMinor !== "0"
      ? formatMoney(BigInt(view.dueMinor), view.currency, locale)
      : null;
  return (
    <Messages namespaces={["fulfilment", "orders", "shipping"]}>
      <Packer
        key={view.number}
        initial={view}
        carriers={carriers}
        address={view.shipTo ? addressLine(view.shipTo) : ""}
        collect={collect}
        may={{
          pack: may(actor, "fulfilment.pack"),
          ship: may(actor, "fulfilment.ship"),
          print: may(actor, "documents.print"),
          invoice: may(actor, "documents.invoice"),
          takeBack: may(actor, "fulfilment.pick"),
        }}
      />
    </Messages>
  );
}
