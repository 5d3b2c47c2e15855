import type { HoldState } from "./state";

export type HoldEvent = { seq: number; type: string; data: Record<string, unknown>; actorName: string; at: Date };

/** One hold of an order, open or not, as its page tells it. */
export type HoldRecord = Pick<HoldState, "type"> & {
  setBy: string;
  setAt: Date;
  reason: string;
  ended: { by: string; at: Date; note: string } | null;
};

const endsAll: ReadonlySet<string> = new Set(["order.cancelled", "order.merged_into"]);

/**
 * The holds that an order's events tell of, the newest first. What its open holds say now stands in the order itself;
 * events older than those given tell of nothing.
 */
export function holdHistory(events: readonly HoldEvent[]): HoldRecord[] {
  const open = new Map<string, HoldRecord>();
  const all: HoldRecord[] = [];
  for (const { type, data, actorName: by, at } of [...events].sort((a, b) => a.seq - b.seq)) {
    if (type === "order.held") {
      const record = { type: String(data.type), reason: String(data.reason ?? ""), setBy: by, setAt: at, ended: null };
      open.set(record.type, record);
      all.push(record);
    }
    const types = type === "order.released" ? (data.types as string[]) : endsAll.has(type) ? [...open.keys()] : [];
    for (const name of types) {
      const record = open.get(name);
      if (record) record.ended = { by, at, note: String(data.note ?? "") };
      open.delete(name);
    }
  }
  return all.reverse();
}
