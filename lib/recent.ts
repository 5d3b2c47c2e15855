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
