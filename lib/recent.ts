import { commitsHere } from "@/db/transaction";

const lastsMs = 1000;

/**
 * Asks the same question of the database once a second at most, whoever wants to know; a change made by this process is
 * seen at once. For counts that stand on every screen: those who ask while an answer is on its way share it.
 */
export function recently<Answer>(ask: () => Promise<Answer>): () => Promise<Answer> {
  let known: { answer: Promise<Answer>; at: number; commits: number } | undefined;
  return () => {
    const now = performance.now();
    if (known && known.commits === commitsHere() && now - known.at < lastsMs) return known.answer;
    const asked = { answer: ask(), at: now, commits: commitsHere() };
    known = asked;
    // What went wrong is not remembered.
    asked.answer.catch(() => {
      if (known === asked) known = undefined;
    });
    return asked.answer;
  };
}

/** So many times as long as an answer took it is said again: asking takes a twentieth of the database at most. */
const restFactor = 20;
const mostRested = 200;

/**
 * Asks what costs the more the more there is, by name, and says the answer again for twenty times as long as it took: a
 * small shop sees each change at once, a large one a few seconds later. Those who ask while an answer is on its way
 * share it.
 */
export function inProportion<Answer>(ask: (name: string) => Promise<Answer>): (name: string) => Promise<Answer> {
  const known = new Map<string, { answer: Promise<Answer>; until: number }>();
  return (name) => {
    const began = performance.now();
    const last = known.get(name);
    if (last && began < last.until) return last.answer;
    const asked = { answer: ask(name), until: Number.POSITIVE_INFINITY };
    known.delete(name);
    known.set(name, asked);
    for (const oldest of known.keys()) {
      if (known.size <= mostRested) break;
      known.delete(oldest);
    }
    asked.answer.then(
      () => {
        const now = performance.now();
        asked.until = now + restFactor * (now - began);
      },
      () => {
        if (known.get(name) === asked) known.delete(name);
      },
    );
    return asked.answer;
  };
}
