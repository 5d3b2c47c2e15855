import { connection } from "@/db/client";
import { type Actor, may } from "@/lib/actor";
import type { Session } from "@/lib/auth/load-session";
import type { SessionClaim } from "@/lib/auth/session-token";
import { log } from "@/lib/log";
import { type Listener, listen } from "./listener";
import { addChanges, type Changes, type LiveMessage, noChanges, visibleTo } from "./rules/message";

/** Changes wait this long for each other, and the numbers are counted at most this often. */
const gatherMs = 400;
const countEveryMs = 2_000;
/** A stream without a word for this long says that it lives, so that both ends notice when it does not. */
const beatEveryMs = 15_000;
/** While the database cannot be listened to, it is asked. */
const askEveryMs = 5_000;

type Counts = Record<string, number>;
export type CountsReader = (actor: Actor) => Promise<Counts>;

export type Viewer = {
  claim: SessionClaim;
  session: Session;
  send: (message: LiveMessage) => void;
  beat: () => void;
  /** Ends the stream: for good when the person is signed out, else for the browser to come back. */
  end: (why: "signed_out" | "closing") => void;
};

type Watched = Viewer & { told: string };

/**
 * The live part of one web process: hears what the database says, gathers it, and tells each viewer what the role may
 * see. It listens only while somebody watches.
 */
export class LiveHub {
  private readonly viewers = new Set<Watched>();
  private changes: Changes = noChanges();
  private listener: Listener | null = null;
  private timers: NodeJS.Timeout[] = [];
  private telling: NodeJS.Timeout | null = null;
  private busy = false;
  private again = false;
  private lookAgain = false;
  private countedAt = 0;
  private closed = false;

  constructor(private readonly countFor: CountsReader) {}

  get size(): number {
    return this.viewers.size;
  }

  /** Adds a viewer, who is told at once how things stand; gives the way out. */
  join(viewer: Viewer): () => void {
    const watched: Watched = { ...viewer, told: "" };
    if (this.closed) {
      viewer.end("closing");
      return () => {};
    }
    this.viewers.add(watched);
    if (this.viewers.size === 1) this.open();
    void this.greet(watched);
    return () => {
      this.viewers.delete(watched);
      if (this.viewers.size === 0) void this.rest();
    };
  }

  /** Ends every stream; browsers come back to another process, or to this one's successor. */
  async close(): Promise<void> {
    this.closed = true;
    for (const viewer of this.viewers) viewer.end("closing");
    this.viewers.clear();
    await this.rest();
  }

  private open(): void {
    this.listener = listen(
      (said) => {
        addChanges(this.changes, said);
        this.tellSoon();
      },
      () => {
        // What was said while nobody heard is not known: everybody looks again.
        this.lookAgain = true;
        this.tellSoon();
      },
    );
    const beat = setInterval(() => {
      for (const viewer of this.viewers) viewer.beat();
      this.tellSoon();
    }, beatEveryMs);
    const ask = setInterval(() => {
      if (!this.listener?.hears()) this.tellSoon();
    }, askEveryMs);
    this.timers = [beat, ask];
    for (const timer of this.timers) timer.unref();
  }

  private async rest(): Promise<void> {
    for (const timer of this.timers) clearInterval(timer);
    if (this.telling) clearTimeout(this.telling);
    this.timers = [];
    this.telling = null;
    this.changes = noChanges();
    const { listener } = this;
    this.listener = null;
    await listener?.stop();
  }

  private tellSoon(): void {
    if (this.busy) this.again = true;
    if (this.telling || this.busy || this.viewers.size === 0) return;
    this.telling = setTimeout(() => {
      this.telling = null;
      void this.tell();
    }, gatherMs);
    this.telling.unref();
  }

  private async greet(viewer: Watched): Promise<void> {
    try {
      const counts = await this.countFor(viewer.session.actor);
      viewer.told = JSON.stringify(counts);
      viewer.send({ resync: true, counts });
    } catch (error) {
      log.error("live", error);
      this.tellSoon();
    }
  }

  private async tell(): Promise<void> {
    this.busy = true;
    const { changes, lookAgain } = this;
    this.changes = noChanges();
    this.lookAgain = false;
    try {
      await this.endSignedOut();
      const due = Date.now() - this.countedAt >= countEveryMs;
      const countsOf = due ? await this.countRoles() : null;
      for (const viewer of this.viewers) {
        const message = visibleTo(changes, (permission) => may(viewer.session.actor, permission));
        if (lookAgain) message.resync = true;
        const counts = countsOf?.get(viewer.session.actor.role);
        const told = JSON.stringify(counts ?? {});
        if (counts && told !== viewer.told) {
          viewer.told = told;
          message.counts = counts;
        }
        if (Object.keys(message).length > 0) viewer.send(message);
      }
      if (!due) this.countLater();
    } catch (error) {
      log.error("live", error);
      // Nothing is lost by a database that was away for a moment: all look again once it is back.
      this.lookAgain = true;
    } finally {
      this.busy = false;
      if (this.again) {
        this.again = false;
        this.tellSoon();
      }
    }
  }

  private countLater(): void {
    const wait = Math.max(gatherMs, this.countedAt + countEveryMs - Date.now());
    setTimeout(() => this.tellSoon(), wait).unref();
  }

  private async countRoles(): Promise<Map<string, Counts>> {
    const actors = new Map([...this.viewers].map(({ session }) => [session.actor.role, session.actor]));
    const counted = await Promise.all(
      [...actors].map(async ([role, actor]): Promise<[string, Counts]> => [role, await this.countFor(actor)]),
    );
    this.countedAt = Date.now();
    return new Map(counted);
  }

  // The cookie was only a claim when the stream began: before each word the database is asked whether it still holds.
  private async endSignedOut(): Promise<void> {
    const ids = [...new Set([...this.viewers].map(({ claim }) => claim.staffId))];
    const rows = await connection().sql<{ id: string; version: number }[]>`
      select id, session_version as version from staff where id = any(${ids}::uuid[]) and active`;
    const current = new Map(rows.map(({ id, version }) => [id, version]));
    for (const viewer of this.viewers) {
      if (current.get(viewer.claim.staffId) === viewer.claim.version) continue;
      this.viewers.delete(viewer);
      viewer.end("signed_out");
    }
    if (this.viewers.size === 0) void this.rest();
  }
}
