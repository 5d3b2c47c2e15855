/** What became of one request, however often it had to be sent: done, refused, or never known. */
export type Outcome = "done" | "refused" | "unknown";

/** One thing that had to happen exactly once, or not at all, and how to count it afterwards. */
export type Entry = { kind: EffectKind; ref: string; outcome: Outcome; sent: number };

export const effectKinds = [
  "order",
  "approve",
  "hold",
  "release",
  "cancel",
  "ship",
  "edit",
  "pick",
  "payment",
  "refund",
  "adjust",
] as const;
export type EffectKind = (typeof effectKinds)[number];

export type Tally = {
  requests: number;
  repeated: number;
  done: number;
  refused: number;
  unknown: number;
  codes: Record<string, number>;
};

/** Keeps what was promised to clients, to be held against the database when all is over. */
export class Ledger {
  readonly entries: Entry[] = [];
  readonly codes: Record<string, number> = {};
  /** When the last one was done, for how long service was away. */
  lastDoneAt = 0;

  add(entry: Entry, code: string): void {
    this.entries.push(entry);
    this.codes[code] = (this.codes[code] ?? 0) + 1;
    if (entry.outcome === "done") this.lastDoneAt = Date.now();
  }

  tally(from = 0): Tally {
    const entries = this.entries.slice(from);
    const of = (outcome: Outcome) => entries.filter((entry) => entry.outcome === outcome).length;
    return {
      requests: entries.length,
      repeated: entries.filter(({ sent }) => sent > 1).length,
      done: of("done"),
      refused: of("refused"),
      unknown: of("unknown"),
      codes: this.codes,
    };
  }
}
