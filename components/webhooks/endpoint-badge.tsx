import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import type { EndpointRow } from "@/lib/webhooks/queries/endpoints";

type EndpointBadgeProps = { endpoint: Pick<EndpointRow, "enabled" | "disabledReason" | "failingSince" | "secretLost"> };

export function EndpointBadge({ endpoint }: EndpointBadgeProps) {
  const t = useTranslations("webhooks.state");
  const { enabled, disabledReason, failingSince, secretLost } = endpoint;
  if (secretLost) return <Badge tone="red">{t("secretLost")}</Badge>;
  if (disabledReason) return <Badge tone="red">{t(disabledReason === "gone" ? "gone" : "dead")}</Badge>;
  if (!enabled) return <Badge>{t("off")}</Badge>;
  return failingSince ? <Badge tone="amber">{t("failing")}</Badge> : <Badge tone="green">{t("on")}</Badge>;
}
