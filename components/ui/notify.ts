export type Notice = { text: string; tone: "done" | "plain"; undo?: { label: string; run: () => void } };

type Undo = { undo?: () => void; undoLabel?: string };

const waiting: Notice[] = [];
const listeners = new Set<() => void>();

/** Says what happened, as noun and verb: "Order held". What went wrong stays in the page instead. */
export const notify = {
  done(text: string, { undo, undoLabel }: Undo = {}) {
    announce({ text, tone: "done", ...(undo && undoLabel && { undo: { label: undoLabel, run: undo } }) });
  },
  info(text: string) {
    announce({ text, tone: "plain" });
  },
};

function announce(notice: Notice): void {
  waiting.push(notice);
  for (const listener of listeners) listener();
}

/** For the toaster: hears of new notices, also of those announced before it was there. */
export function onNotices(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function hasNotices(): boolean {
  return waiting.length > 0;
}

export function takeNotices(): Notice[] {
  return waiting.splice(0);
}
