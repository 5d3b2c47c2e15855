/** Stages with their usual hours, in the order an order passes them; what follows a stage still lies ahead in it. */
const way = [
  ["awaiting_payment", 24],
  ["review", 4],
  ["backordered", 48],
  ["ready", 6],
  ["picking", 2],
  ["packing", 2],
] as const;

export type ClockStage = (typeof way)[number][0] | "partly_shipped";

/**
 * Hours that an order usually still takes from a stage until it has left: the stage's own and those of all that follow.
 * Only an order that is short waits for stock, and the rest of one that left in part is picked and packed again.
 */
export function hoursAhead(stage: ClockStage): number {
  const from = stage === "partly_shipped" ? "ready" : stage;
  const start = way.findIndex(([each]) => each === from);
  return way
    .slice(start)
    .filter(([each]) => each !== "backordered" || each === from)
    .reduce((sum, [, hours]) => sum + hours, 0);
}

export const clockStages = [...way.map(([stage]) => stage), "partly_shipped"] as const satisfies readonly ClockStage[];

/** A promise farther away than this is in no stage's danger: the widest range that has to be read. */
export const longestAhead = Math.max(...clockStages.map(hoursAhead));
