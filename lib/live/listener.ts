import { randomUUID } from "node:crypto";
import postgres from "postgres";
import { connection, databaseUrl, longName } from "@/db/client";
import { log } from "@/lib/log";
import { readNotification } from "./rules/message";

export const liveChannel = "countinghouse_live";

/** How often the listening connection has to prove that it still hears, and how long an answer may take. */
const proveEveryMs = 15_000;
const answerWithinMs = 5_000;
const longestPauseMs = 5_000;

export type Listener = { stop: () => Promise<void>; hears: () => boolean };
type Heard = (said: NonNullable<ReturnType<typeof readNotification>>) => void;

/**
 * One listening connection for the process. It sends itself an echo now and then: one that does not come back means
 * that the connection is dead, whatever it says of itself, and a new one is made. `onHearing` is called whenever it
 * begins to hear: what was said before is lost, and somebody has to look.
 */
export function listen(onSaid: Heard, onHearing: () => void): Listener {
  const stopped = new AbortController();
  let hearing = false;
  const done = keepListening(stopped.signal, onSaid, (now) => {
    hearing = now;
    if (now) onHearing();
  });
  return {
    hears: () => hearing,
    stop: async () => {
      stopped.abort();
      await done;
    },
  };
}

async function keepListening(stop: AbortSignal, onSaid: Heard, hears: (now: boolean) => void): Promise<void> {
  for (let failures = 0; !stop.aborted; failures += 1) {
    const began = Date.now();
    const heardFrom = new EchoBox();
    const sql = postgres(databaseUrl(), {
      max: 1,
      idle_timeout: 0,
      connect_timeout: 5,
      connection: { application_name: longName(`${process.env.COUNTINGHOUSE_PROCESS ?? "countinghouse"} live`) },
      onnotice: () => {},
    });
    try {
      const hear = (payload: string) => {
        const said = readNotification(payload);
        if (said?.topic === "echo") heardFrom.arrived(said.facts);
        else if (said) onSaid(said);
      };
      // The driver listens again by itself where it notices that the connection was cut.
      const begun = () => {
        if (!stop.aborted) hears(true);
      };
      await within(answerWithinMs, sql.listen(liveChannel, hear, begun), stop);
      while (!stop.aborted) {
        await pause(proveEveryMs, stop);
        if (!stop.aborted) await within(answerWithinMs, heardFrom.prove(), stop);
      }
    } catch (error) {
      if (!stop.aborted) log.error("live", error, { failures });
    } finally {
      hears(false);
      await sql.end({ timeout: 0 }).catch(() => {});
    }
    if (Date.now() - began > proveEveryMs) failures = 0;
    await pause(Math.min(200 * 2 ** failures, longestPauseMs), stop);
  }
}

class EchoBox {
  private readonly awaited = new Map<string, () => void>();

  arrived(id: string): void {
    this.awaited.get(id)?.();
  }

  /** Settles when what it sends through the database comes back on the listening connection. */
  async prove(): Promise<void> {
    const id = randomUUID();
    const back = new Promise<void>((resolve) => this.awaited.set(id, resolve));
    await connection().sql`select pg_notify(${liveChannel}, ${JSON.stringify({ topic: "echo", facts: id })})`;
    await back;
    this.awaited.delete(id);
  }
}

function within<T>(milliseconds: number, work: Promise<T>, stop: AbortSignal): Promise<T> {
  const signal = AbortSignal.any([AbortSignal.timeout(milliseconds), stop]);
  return Promise.race([
    work,
    new Promise<never>((_, reject) => {
      const fail = () => reject(new Error("the listening connection does not answer"));
      if (signal.aborted) fail();
      signal.addEventListener("abort", fail, { once: true });
    }),
  ]);
}

function pause(milliseconds: number, stop: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (stop.aborted) return resolve();
    const done = () => {
      clearTimeout(timer);
      stop.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    timer.unref();
    stop.addEventListener("abort", done, { once: true });
  });
}
