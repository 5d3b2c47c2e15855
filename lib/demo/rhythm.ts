import { dayRange } from "@/lib/core/dates";

export type ChannelCode =
  | "web-uk"
  | "web-eu"
  | "taobao"
  | "pinduoduo"
  | "douyin"
  | "wholesale"
  | "manual"
  | "email"
  | "counter";

/** Orders of an ordinary day, in parts of a hundred. */
export const channelShares: Readonly<Record<ChannelCode, number>> = {
  taobao: 25,
  "web-uk": 22,
  pinduoduo: 13,
  douyin: 12,
  "web-eu": 8,
  manual: 6,
  counter: 6,
  email: 4,
  wholesale: 4,
};

const chinese: ReadonlySet<ChannelCode> = new Set(["taobao", "pinduoduo", "douyin"]);

// The first day of the Chinese year: parcels rest for a week before it and a week after.
const newYears = ["2025-01-29", "2026-02-17", "2027-02-06", "2028-01-26", "2029-02-13", "2030-02-03"];

/** How busy a channel is on a day, next to an ordinary one. */
export function busyness(channel: ChannelCode, day: string): number {
  const [, month, date] = day.split("-").map(Number) as [number, number, number];
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  const at = month * 100 + date;
  if (channel === "wholesale") return weekday === 0 || weekday === 6 ? 0.1 : at > 915 && at < 1201 ? 1.7 : 1.1;
  if (chinese.has(channel)) {
    const rest = newYears.some((first) => Math.abs(Date.parse(day) - Date.parse(first)) < 8 * 86_400_000);
    const season =
      at >= 1101 && at <= 1111
        ? at === 1111
          ? 7
          : 2.4
        : at >= 601 && at <= 618
          ? at === 618
            ? 5
            : 1.8
          : at >= 1210 && at <= 1212
            ? 2
            : 1;
    return (rest ? 0.15 : 1) * season * ([1.15, 0.95, 0.95, 0.95, 1, 1.05, 1.2][weekday] ?? 1);
  }
  const christmas =
    at >= 1120 && at <= 1218 ? (at >= 1124 && at <= 1130 ? 3.2 : 2.2) : at > 1222 && at < 1229 ? 0.3 : 1;
  return christmas * ([1.2, 1.1, 1, 0.95, 0.9, 0.9, 1][weekday] ?? 1);
}

/** Instants at which buyers press the button on that day: more in the evening, hardly any at night. */
export function hoursOf(day: string, zone: string): { at: (share: number) => Date } {
  const { from } = dayRange(day, zone);
  return {
    at: (share) => {
      const hour = hourAt(share);
      return new Date(from.getTime() + Math.floor(hour * 3_600_000));
    },
  };
}

// Shares of a day's orders by hour, from midnight on.
const byHour = [2, 1, 1, 1, 1, 1, 2, 3, 5, 6, 7, 6, 6, 5, 5, 5, 5, 5, 6, 7, 8, 8, 6, 4];
const all = byHour.reduce((sum, share) => sum + share, 0);

function hourAt(share: number): number {
  let left = share * all;
  for (const [hour, part] of byHour.entries()) {
    if (left < part) return hour + left / part;
    left -= part;
  }
  return 23.9;
}
