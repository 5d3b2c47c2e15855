import { useTranslations } from "next-intl";
import { Badge, type Tone } from "@/components/ui/badge";
import type { DeliveryStatus } from "@/lib/channels/rules/inbox";

const tones: Record<DeliveryStatus, Tone> = {
  received: "blue",
  done: "green",
  ignored: "grey",
  failed: "amber",
  dead: "red",
};

export function DeliveryBadge({ status }: { status: DeliveryStatus }) {
  const t = useTranslations("channels.status");
  return <Badge tone={tones[status]}>{t(status)}</Badge>;
}
