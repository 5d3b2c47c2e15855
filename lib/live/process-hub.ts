import { type CountsReader, LiveHub } from "./hub";

// A dev server re-evaluates modules: one hub per process survives on globalThis.
const held = globalThis as { countinghouseLive?: LiveHub };

/** The process's hub. On SIGTERM its streams end first: a server waits for open answers before it closes. */
export function liveHub(countFor: CountsReader): LiveHub {
  if (!held.countinghouseLive) {
    const hub = new LiveHub(countFor);
    held.countinghouseLive = hub;
    for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => void hub.close());
  }
  return held.countinghouseLive;
}

/** How many browsers this process tells. */
export function liveStreams(): number {
  return held.countinghouseLive?.size ?? 0;
}
