import { useTranslations } from "next-intl";
import { Badge, type Tone } from "@/components/ui/badge";
import type { ReturnStatus } from "@/lib/returns/rules/state";

const tones: Record<ReturnStatus, Tone> = {
  requested: "blue",
  approved: "violet",
  in_transit: "teal",
  received: "amber",
  inspected: "green",
  rejected: "grey",
  cancelled: "grey",
};

/** Where the goods of a return are, in one word. */
export function ReturnBadge({ status }: { status: ReturnStatus }) {
  const t = useTranslations("returns.status");
  return <Badge tone={tones[status]}>{t(status)}</Badge>;
}
