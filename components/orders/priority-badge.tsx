import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { priorityOf } from "@/lib/orders/rules/priority";

const tones = { low: undefined, high: "amber", urgent: "red" } as const;

/** How soon an order's turn comes; nothing where its promise alone decides. */
export function PriorityBadge({ level }: { level: number }) {
  const t = useTranslations("orders.priority");
  const name = priorityOf(level);
  return name === "usual" ? null : <Badge tone={tones[name]}>{t(name)}</Badge>;
}
