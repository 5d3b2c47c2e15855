import { useTranslations } from "next-intl";
import { Badge, type Tone } from "@/components/ui/badge";
import type { PromotionState } from "@/lib/promotions/rules/terms";

const tones: Record<PromotionState, Tone> = {
  scheduled: "blue",
  running: "green",
  paused: "amber",
  ended: "grey",
  used_up: "grey",
};

export function PromotionBadge({ state }: { state: PromotionState }) {
  const t = useTranslations("promotions");
  return <Badge tone={tones[state]}>{t(`state.${state}`)}</Badge>;
}
