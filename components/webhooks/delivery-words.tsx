import { useTranslations } from "next-intl";
import { Badge, type Tone } from "@/components/ui/badge";
import type { DeliveryRow } from "@/lib/webhooks/queries/deliveries";
import type { AttemptProblem, DeliveryState } from "@/lib/webhooks/rules/states";

const tones: Record<DeliveryState, Tone> = {
  waiting: "blue",
  sending: "blue",
  delivered: "green",
  dead: "red",
  cancelled: "grey",
};

/** Where a delivery stands; one that failed and is tried again says so. */
export function DeliveryBadge({ row }: { row: Pick<DeliveryRow, "state" | "problem"> }) {
  const t = useTranslations("webhooks.delivery.state");
  const retrying = row.state === "waiting" && Boolean(row.problem);
  return <Badge tone={retrying ? "amber" : tones[row.state]}>{t(retrying ? "retrying" : row.state)}</Badge>;
}

/** What came of an attempt, in words; an answer that took it by its status. */
export function ProblemText({ problem, status }: { problem: AttemptProblem; status: number | null }) {
  const t = useTranslations("webhooks.problem");
  if (problem === "") return <>{`${status ?? ""} ${t("none")}`.trim()}</>;
  return <>{t(problem, { status: status ?? 0 })}</>;
}
