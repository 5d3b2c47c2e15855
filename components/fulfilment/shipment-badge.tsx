import { useTranslations } from "next-intl";
import { Badge, type Tone } from "@/components/ui/badge";
import type { ShipmentStatus } from "@/lib/orders/rules/state";

const tones: Record<ShipmentStatus, Tone> = {
  planned: "grey",
  picking: "violet",
  picked: "violet",
  packed: "blue",
  shipped: "teal",
  in_transit: "teal",
  out_for_delivery: "teal",
  delivered: "green",
  failed: "red",
  returned_to_sender: "red",
  cancelled: "grey",
};

/** Where a parcel stands, in the same colour and word on every screen. */
export function ShipmentBadge({ status }: { status: ShipmentStatus }) {
  const t = useTranslations("fulfilment.status");
  return <Badge tone={tones[status]}>{t(status)}</Badge>;
}
