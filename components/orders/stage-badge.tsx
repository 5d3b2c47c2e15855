import { useTranslations } from "next-intl";
import { Badge, Flag, type Tone } from "@/components/ui/badge";
import type { PaymentStatus } from "@/lib/orders/rules/stage";
import type { Stage } from "@/lib/orders/rules/state";

const tones: Record<Stage, Tone> = {
  draft: "grey",
  awaiting_payment: "grey",
  review: "blue",
  backordered: "amber",
  ready: "blue",
  picking: "violet",
  packing: "violet",
  partly_shipped: "amber",
  shipped: "teal",
  delivered: "green",
  completed: "green",
  cancelled: "grey",
};

/** Where an order stands, in the same colour and word on every screen. */
export function StageBadge({ stage }: { stage: Stage }) {
  const t = useTranslations("orders.stage");
  return <Badge tone={tones[stage]}>{t(stage)}</Badge>;
}

const holdTypes = ["address", "payment", "customer_request", "stock", "fraud", "unmapped_sku", "other"] as const;
type HoldType = (typeof holdTypes)[number];

export function isHoldType(type: string): type is HoldType {
  return holdTypes.some((known) => known === type);
}

/** Lies over the stage while an order is held, and says why. */
export function HeldFlag({ types }: { types: readonly string[] }) {
  const t = useTranslations("orders");
  const words = types.map((type) => (isHoldType(type) ? t(`holdType.${type}`) : type)).join(", ");
  return <Flag>{words ? t("heldFor", { types: words }) : t("held")}</Flag>;
}

export function PaymentWord({ status }: { status: PaymentStatus }) {
  const t = useTranslations("orders.payment");
  return t(status);
}
