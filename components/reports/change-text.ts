import type { ChangeFact } from "@/components/ui/stat-card";
import { formatShare } from "@/lib/format/number";
import { changeBetween } from "@/lib/reports/rules/metrics";

/** A change in words for a figure of which more is good, or bad; nothing where there is nothing to compare with. */
export function changeText(
  now: bigint | number,
  before: bigint | number | undefined,
  locale: string,
  more: "good" | "bad" | "neither" = "good",
): ChangeFact | null {
  if (before === undefined) return null;
  const { share, direction } = changeBetween(now, before);
  if (share === null) return null;
  const good = direction === "flat" || more === "neither" ? null : (direction === "up") === (more === "good");
  return { text: formatShare(Math.abs(share), locale), direction, good };
}
