type ScanEvent = { type: string; data: Record<string, unknown>; at: Date; actorType: string; actorName: string };

/** One event, or the scans of one person in one go: what they add up to, and each of them. */
export type TimelineEntry<T> = { event: T } | { phase: "pick" | "pack"; units: number; skus: number; events: T[] };

const scans: Readonly<Record<string, { phase: "pick" | "pack"; sign: 1 | -1 }>> = {
  "shipment.units_picked": { phase: "pick", sign: 1 },
  "shipment.units_put_back": { phase: "pick", sign: -1 },
  "shipment.units_packed": { phase: "pack", sign: 1 },
  "shipment.units_unpacked": { phase: "pack", sign: -1 },
};

/**
 * Folds what a scanner wrote one by one: consecutive scans of one person, of the same work on the same day, are one
 * entry. Everything else stays as it is, in its order.
 */
export function foldScans<T extends ScanEvent>(events: readonly T[], dayOf: (at: Date) => string): TimelineEntry<T>[] {
  const runs: T[][] = [];
  for (const event of events) {
    const run = runs.at(-1);
    const before = run?.[0];
    if (run && before && isSameRun(before, event, dayOf)) run.push(event);
    else runs.push([event]);
  }
  return runs.flatMap((run): TimelineEntry<T>[] => {
    const phase = scans[run[0]?.type ?? ""]?.phase;
    const units = run.reduce((sum, { type, data }) => sum + (scans[type]?.sign ?? 0) * Number(data.quantity ?? 0), 0);
    // What was all put back again is told scan by scan.
    if (!phase || run.length === 1 || units <= 0) return run.map((event) => ({ event }));
    return [{ phase, units, skus: new Set(run.map(({ data }) => data.sku)).size, events: run }];
  });
}

function isSameRun(a: ScanEvent, b: ScanEvent, dayOf: (at: Date) => string): boolean {
  const phase = scans[a.type]?.phase;
  return (
    phase !== undefined &&
    phase === scans[b.type]?.phase &&
    a.actorType === b.actorType &&
    a.actorName === b.actorName &&
    dayOf(a.at) === dayOf(b.at)
  );
}
