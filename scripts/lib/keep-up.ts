import type { EmbeddedServer } from "../../db/embedded.ts";
import { say } from "./places.ts";

const LOOK_MS = 1000;

/** PostgreSQL is one of the things that are started again when they die; who waits for it finds it on the same port. */
export function keepUp(embedded: EmbeddedServer, signal: AbortSignal): void {
  const look = async () => {
    try {
      if (await embedded.revive()) say("PostgreSQL was gone; it is up again.");
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      if (!signal.aborted) say(`PostgreSQL is not up yet, and is tried again: ${why}`);
    }
    if (!signal.aborted) setTimeout(look, LOOK_MS).unref();
  };
  setTimeout(look, LOOK_MS).unref();
}
