import { useTranslations } from "next-intl";
import { Badge, type Tone } from "@/components/ui/badge";
import type { ExceptionSeverity } from "@/lib/exceptions/rules/types";

const tones: Record<ExceptionSeverity, Tone> = { critical: "red", high: "amber", normal: "grey" };

/** How bad it is, in the same colour and word everywhere. */
export function SeverityBadge({ severity }: { severity: ExceptionSeverity }) {
  const t = useTranslations("exceptions.severity");
  return <Badge tone={tones[severity]}>{t(severity)}</Badge>;
}
