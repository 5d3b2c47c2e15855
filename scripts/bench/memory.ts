import { callsOf, twoYears } from "./calls.ts";
import { measure } from "./load.ts";
import type { Volume } from "./volume.ts";

/** A minute of load: what the process kept at its lowest, just collected, and what it answered. */
export type Minute = { heapMb: number; residentMb: number; requests: number; failed: number };

/** First minutes fill caches and warm code: growth is counted from there. */
const warmMinutes = 5;
const compared = 10;
export const leastMinutes = warmMinutes + compared;
const lookEverySeconds = 5;

/**
 * Pages, searches, reports and orders from eight clients at once for so many minutes. The least of a minute's looks at
 * the heap is what is still held after a collection.
 */
export async function underLoad(
  port: number,
  volume: Volume,
  minutes: number,
  tell: (minute: Minute, n: number) => void,
): Promise<Minute[]> {
  const { page, order, post, deep, shipped } = await callsOf(volume);
  const calls = [
    page("/orders"),
    (n: number) => post("/api/v1/orders", order(n, 0)),
    page(`/orders/${shipped}`),
    page("/orders?tab=ready&channel=bench-2"),
    (n: number) => post("/api/v1/orders", order(n, 1)),
    page(`/orders?after=${deep}`),
    page("/review"),
    page(`/orders?q=${encodeURIComponent("思远 77")}`),
    page("/"),
    page(twoYears),
    page("/stock"),
    page("/customers"),
  ];
  const found: Minute[] = [];
  let sent = 0;
  for (let n = 1; n <= minutes; n += 1) {
    const minute: Minute = { heapMb: Number.POSITIVE_INFINITY, residentMb: 0, requests: 0, failed: 0 };
    for (let look = 0; look < 60 / lookEverySeconds; look += 1) {
      const { requests, statuses } = await measure(
        port,
        () => {
          sent += 1;
          return (calls[sent % calls.length] as (n: number) => ReturnType<ReturnType<typeof page>>)(sent);
        },
        { clients: 8, seconds: lookEverySeconds },
      );
      const { heap, resident } = await memoryOf(port);
      minute.heapMb = Math.min(minute.heapMb, heap);
      minute.residentMb = Math.max(minute.residentMb, resident);
      minute.requests += requests;
      for (const [status, count] of Object.entries(statuses)) if (!status.startsWith("2")) minute.failed += count;
    }
    found.push(minute);
    tell(minute, n);
  }
  return found;
}

/**
 * Growth of the heap from the ten minutes after it was warm to the last ten, as a share. Their medians: how soon after a
 * collection a look comes is chance.
 */
export function growthOf(minutes: readonly Minute[]): number {
  const median = (some: readonly Minute[]) =>
    some.map(({ heapMb }) => heapMb).sort((a, b) => a - b)[Math.floor(some.length / 2)] ?? 0;
  return median(minutes.slice(-compared)) / median(minutes.slice(warmMinutes, leastMinutes)) - 1;
}

async function memoryOf(port: number): Promise<{ heap: number; resident: number }> {
  const text = await (await fetch(`http://127.0.0.1:${port}/api/metrics`)).text();
  const of = (name: string) =>
    Number(text.match(new RegExp(`^countinghouse_memory_bytes\\{of="${name}"\\} (\\d+)`, "m"))?.[1]) / 1e6;
  return { heap: of("heap"), resident: of("resident") };
}
