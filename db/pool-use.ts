/** How this process's transactions use the pool, since it began. */
export type PoolUse = {
  waiting: number;
  running: number;
  begun: number;
  waitedMs: number;
  /** Run again after a serialisation failure or a deadlock, and given up after too many. */
  repeated: number;
  gaveUp: number;
};

// A build keeps pages and routes apart: one count per process.
const held = globalThis as { countinghousePoolUse?: PoolUse };

export function poolUse(): PoolUse {
  held.countinghousePoolUse ??= { waiting: 0, running: 0, begun: 0, waitedMs: 0, repeated: 0, gaveUp: 0 };
  return held.countinghousePoolUse;
}

/** Counts one transaction: `begin` is called when it has its connection, `end` when all is over. */
export function watchTransaction(): { begin: () => void; end: () => void } {
  const use = poolUse();
  const asked = performance.now();
  let begun = false;
  use.waiting += 1;
  return {
    begin: () => {
      begun = true;
      use.waiting -= 1;
      use.running += 1;
      use.begun += 1;
      use.waitedMs += performance.now() - asked;
    },
    end: () => {
      if (begun) use.running -= 1;
      else use.waiting -= 1;
    },
  };
}
