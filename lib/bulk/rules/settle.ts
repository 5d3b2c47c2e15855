import type { Refusal } from "@/lib/core/result";

/** What came of one order: its final status with the reason. */
export type Settled = {
  status: "done" | "skipped" | "failed";
  code?: string;
  facts?: Record<string, unknown>;
  versionAfter?: number;
  effect?: Record<string, unknown>;
};

export type SettledItem = Settled & { position: number };

/**
 * An order that is as the preview saw it and still refuses has failed on something around it, such as stock, and may be
 * tried again.
 */
export function failedBy({ code, facts }: Refusal): Settled {
  return { status: "failed", code, facts };
}

/** An order that was changed since the preview is left as it is, with what was done to it meanwhile. */
export function changedMeanwhile(number: string, changes: readonly unknown[]): Settled {
  return { status: "skipped", code: "changed_since_preview", facts: { number, changes } };
}
