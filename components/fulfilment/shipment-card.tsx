import { useLocale, useTranslations } from "next-intl";
import { CarrierLink } from "@/components/shipping/carrier-link";
import { StillPart } from "@/components/still/still";
import { Alert } from "@/components/ui/alert";
import { Card, CardHeader } from "@/components/ui/card";
import { Meter } from "@/components/ui/meter";
import { MonoId } from "@/components/ui/mono-id";
import { Time } from "@/components/ui/time";
import { type Actor, may } from "@/lib/actor";
import type { PrintKind } from "@/lib/fulfilment/documents-href";
import type { ShipmentView } from "@/lib/fulfilment/queries/shipments";
import { isOpen } from "@/lib/fulfilment/rules/pickable";
import { trackingStatuses } from "@/lib/fulfilment/rules/track";
import { Messages } from "@/lib/i18n/messages-provider";
import { nameIn } from "@/lib/i18n/rules/languages";
import { ShipmentActions } from "./shipment-actions";
import { ShipmentBadge } from "./shipment-badge";

type ShipmentCardProps = {
  shipment: ShipmentView;
  /** Its place among the order's shipments, from 1. */
  index: number;
  count: number;
  actor: Actor;
  /** Money of the order is in the house. */
  refundable: boolean;
};

/** One shipment of an order: what is in it, how far it is, its parcel's number and news, and the next step. */
export function ShipmentCard({ shipment, index, count, actor, refundable }: ShipmentCardProps) {
  const t = useTranslations("fulfilment");
  const locale = useLocale();
  const { number, status, location, locationZh, lines, service, trackingNumber, packages, weightGrams, news } =
    shipment;
  const { link, carrierNames } = shipment;
  const carrier = carrierNames ? nameIn(locale, carrierNames) : shipment.carrier;
  const open = isOpen(shipment);
  const step = status === "picking" ? "picked" : "packed";
  const sentBy = [carrier, service].filter(Boolean).join(" ");
  const facts = [
    nameIn(locale, { name: location, nameZh: locationZh }),
    sentBy,
    packages > 1 ? t("card.packages", { count: packages }) : "",
    weightGrams ? t("card.grams", { grams: weightGrams }) : "",
  ];
  return (
    <Card aria-label={t("card.title", { index, count })}>
      <StillPart>
        <CardHeader
          title={t("card.title", { index, count })}
          badge={<ShipmentBadge status={status} />}
          hint={<span className="font-mono">{number}</span>}
          actions={facts.filter(Boolean).join(" · ")}
        />
        <ul className="divide-y divide-border text-sm">
          {lines.map((line) => (
            <li key={line.lineId} className="flex items-center gap-3 px-4 py-2">
              <span className="min-w-0 flex-1 truncate">
                {line.title} <span className="text-text-3">{line.spec}</span>
              </span>
              <span className="font-mono text-text-3 text-xs max-sm:hidden">{line.sku}</span>
              {open && status !== "planned" ? (
                <Meter
                  filled={line[step]}
                  total={line.quantity}
                  label={t(step === "packed" ? "column.packed" : "column.progress")}
                />
              ) : null}
              <span className="w-10 text-end tabular-nums">× {line.quantity}</span>
            </li>
          ))}
        </ul>
      </StillPart>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 border-border border-t px-4 py-2.5 text-sm">
        <StillPart>
          {trackingNumber ? <MonoId value={trackingNumber} copy /> : null}
          {link ? <CarrierLink href={link}>{t("card.follow", { carrier })}</CarrierLink> : null}
          <span className="text-text-2">
            <Moment shipment={shipment} />
          </span>
        </StillPart>
        <div className="no-print ms-auto">
          <Messages namespaces={["fulfilment"]}>
            <ShipmentActions
              shipment={{
                number,
                status,
                wave: shipment.wave,
                packed: lines.every((line) => line.packed === line.quantity),
              }}
              kinds={kindsOf(open, actor)}
              statuses={trackingStatuses}
              may={{
                pick: may(actor, "fulfilment.pick"),
                pack: may(actor, "fulfilment.pack"),
                ship: may(actor, "fulfilment.ship"),
                deliver: may(actor, "fulfilment.deliver"),
              }}
            />
          </Messages>
        </div>
      </div>
      {status === "returned_to_sender" ? (
        <Alert tone="attention" className="m-4 mt-2" title={t("cameBack.title")}>
          <p>{t("cameBack.text")}</p>
          <ul className="mt-1 list-disc ps-5">
            <li>{t("cameBack.again")}</li>
            <li>{t(refundable ? "cameBack.refund" : "cameBack.unpaid")}</li>
          </ul>
        </Alert>
      ) : null}
      {news.length > 0 ? (
        <ol className="border-border border-t px-4 py-2.5 text-sm">
          {news.slice(0, 5).map((entry) => (
            <li key={`${entry.status} ${entry.at.toISOString()}`} className="flex gap-3 py-0.5">
              <span className="w-28 shrink-0 text-text-3">
                <Time at={entry.at} capital />
              </span>
              <span>
                {t(`status.${entry.status as "shipped"}`)}{" "}
                <span className="text-text-2">{[entry.place, entry.description].filter(Boolean).join(" · ")}</span>
              </span>
            </li>
          ))}
        </ol>
      ) : null}
    </Card>
  );
}

/** The last thing that happened to it, and who did it. */
function Moment({ shipment }: { shipment: ShipmentView }) {
  const t = useTranslations("fulfilment");
  const { status, createdAt, pickedAt, packedAt, shippedAt, deliveredAt, cancelledAt, pickedBy, packedBy } = shipment;
  const news = shippedAt && status !== "shipped" ? shipment.news[0]?.at : undefined;
  const done = { cancelled: cancelledAt, delivered: deliveredAt }[status as string];
  const at = done ?? news ?? shippedAt ?? packedAt ?? pickedAt ?? createdAt;
  const by =
    status === "picked" && pickedBy
      ? t("card.pickedBy", { name: pickedBy })
      : status === "packed" && packedBy
        ? t("card.packedBy", { name: packedBy })
        : "";
  return (
    <>
      {t(`status.${status}`)} <Time at={at} />
      {by ? ` · ${by}` : null}
    </>
  );
}

function kindsOf(open: boolean, actor: Actor): PrintKind[] {
  if (!may(actor, "documents.print")) return [];
  return open ? ["pick-lists", "packing-slips", "labels"] : ["packing-slips", "labels"];
}
