import { businessDay, daysBetween } from "@/lib/core/dates";
import { dayName, formatTime } from "./time";

type Clock = { locale: string; zone: string; now: Date };

/** Puts moments under the shop's days, in the order they come: "Today", "Yesterday", "Fri 20 Nov". */
export function groupByDay<T extends { at: Date | string }>(
  items: readonly T[],
  clock: Clock,
): { key: string; label: string; items: T[] }[] {
  const today = businessDay(clock.now, clock.zone);
  const groups: { key: string; label: string; items: T[] }[] = [];
  for (const item of items) {
    const at = typeof item.at === "string" ? new Date(item.at) : item.at;
    const key = businessDay(at, clock.zone);
    const last = groups.at(-1);
    if (last?.key === key) {
      last.items.push(item);
      continue;
    }
    const apart = daysBetween(today, key);
    const name = Math.abs(apart) <= 1 ? dayName(apart, clock.locale) : formatTime(at, "weekday", clock);
    groups.push({ key, label: name.charAt(0).toLocaleUpperCase(clock.locale) + name.slice(1), items: [item] });
  }
  return groups;
}
