import { countsPath } from "@/components/shell/counts";
import type { LiveMessage } from "@/lib/live/rules/message";

const streamPath = "/api/internal/live";
/** The server says something every 15 seconds: this much silence means a dead connection, after sleep for one. */
const silentAtMostMs = 40_000;
const lookEveryMs = 10_000;
const pollEveryMs = 30_000;
const longestPauseMs = 60_000;

type Said = { kind: "message"; message: LiveMessage } | { kind: "status"; live: boolean } | { kind: "anyone" };

/**
 * What happens in the shop, as this browser hears of it. Of all tabs of a person one holds the stream and passes it on;
 * when that tab goes, another takes over. Without a stream each tab asks now and then instead.
 */
export class LiveConnection {
  private readonly listeners = new Set<(message: LiveMessage) => void>();
  private readonly stopped = new AbortController();
  private readonly others: BroadcastChannel | null;
  private source: EventSource | null = null;
  private leading = false;
  private live = false;
  private heardAt = 0;
  private polledAt = Date.now();
  private failures = 0;
  private opening: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly name: string) {
    this.others = "BroadcastChannel" in globalThis ? new BroadcastChannel(name) : null;
  }

  subscribe(listener: (message: LiveMessage) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  start(): void {
    const { signal } = this.stopped;
    this.others?.addEventListener("message", (event: MessageEvent<Said>) => this.hearOthers(event.data), { signal });
    this.others?.postMessage({ kind: "anyone" } satisfies Said);
    const look = setInterval(() => this.look(), lookEveryMs);
    signal.addEventListener("abort", () => clearInterval(look));
    const awake = () => this.look();
    addEventListener("online", awake, { signal });
    addEventListener("pageshow", awake, { signal });
    document.addEventListener("visibilitychange", awake, { signal });
    // Only pages that came by https, or from this machine, have locks; the others ask now and then.
    navigator.locks
      ?.request(this.name, { signal }, () => {
        this.leading = true;
        this.open();
        return new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
      })
      .catch(() => {
        // The page was left before its turn came.
      });
  }

  stop(): void {
    this.stopped.abort();
    clearTimeout(this.opening);
    this.source?.close();
    if (this.leading) this.say({ kind: "status", live: false });
    this.others?.close();
  }

  private open(): void {
    clearTimeout(this.opening);
    this.source?.close();
    if (this.stopped.signal.aborted) return;
    const source = new EventSource(streamPath);
    this.source = source;
    this.heardAt = Date.now();
    const heard = () => {
      this.heardAt = Date.now();
      this.failures = 0;
      this.turn(true);
    };
    source.onmessage = ({ data }: MessageEvent<string>) => {
      heard();
      const message = JSON.parse(data) as LiveMessage;
      this.say({ kind: "message", message });
      this.deliver(message);
    };
    source.addEventListener("beat", heard);
    source.addEventListener("closing", () => this.openLater(200 + Math.random() * 1300));
    source.addEventListener("signed_out", () => {
      source.close();
      this.turn(false);
    });
    source.onerror = () => {
      this.turn(false);
      // Otherwise the browser itself tries again.
      if (source.readyState === EventSource.CLOSED) this.openLater(this.pause());
    };
  }

  private openLater(milliseconds: number): void {
    this.source?.close();
    clearTimeout(this.opening);
    this.opening = setTimeout(() => this.open(), milliseconds);
  }

  private pause(): number {
    this.failures += 1;
    return Math.min(2000 * 2 ** this.failures, longestPauseMs) * (0.5 + Math.random() / 2);
  }

  // After sleep timers come late, all at once: one look is enough.
  private look(): void {
    if (this.leading && this.source?.readyState !== EventSource.CLOSED && Date.now() - this.heardAt > silentAtMostMs) {
      this.turn(false);
      this.open();
    }
    if (!this.live && Date.now() - this.polledAt > pollEveryMs && document.visibilityState === "visible")
      void this.poll();
  }

  private async poll(): Promise<void> {
    this.polledAt = Date.now();
    const answer = await fetch(countsPath, { signal: this.stopped.signal }).catch(() => null);
    if (answer?.ok) this.deliver({ resync: true, counts: await answer.json() });
    // Signed out: the next click leads to the sign-in page, and until then there is nothing to tell.
    else if (answer?.status === 401) this.stop();
  }

  private turn(live: boolean): void {
    if (this.live === live) return;
    this.live = live;
    if (this.leading) this.say({ kind: "status", live });
  }

  private hearOthers(said: Said): void {
    if (said.kind === "message") this.deliver(said.message);
    if (said.kind === "status" && !this.leading) this.live = said.live;
    if (said.kind === "anyone" && this.leading) this.say({ kind: "status", live: this.live });
  }

  private say(said: Said): void {
    this.others?.postMessage(said);
  }

  private deliver(message: LiveMessage): void {
    for (const listener of this.listeners) listener(message);
  }
}
