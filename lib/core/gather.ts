/** One call that waits for its answer. */
type Waiting<In, Out> = { input: In; answer: (out: Out) => void; fail: (error: unknown) => void };
type Line<In, Out> = {
  waiting: Waiting<In, Out>[];
  working: boolean;
  /** How many went together last: as many are likely to come again at once. */
  last: number;
  timer: ReturnType<typeof setTimeout> | undefined;
};

/**
 * Work that is cheaper for many than for each. The first call of a key goes at once; those that come while work of that
 * key is under way go together after it, `atMost` at a time. Callers who were answered together tend to call again
 * together: after them the next go waits for as many, for `waitMs` at the longest, if that is not 0. `work` gives one
 * answer for each input, in their order; when it throws, all of them throw.
 */
export function gather<In, Out>(
  keyOf: (input: In) => string,
  work: (inputs: readonly [In, ...In[]]) => Promise<readonly Out[]>,
  { atMost, waitMs }: { atMost: number; waitMs: number },
): (input: In) => Promise<Out> {
  const lines = new Map<string, Line<In, Out>>();

  async function go(key: string, line: Line<In, Out>): Promise<void> {
    clearTimeout(line.timer);
    const calls = line.waiting.splice(0, atMost);
    line.working = true;
    line.last = calls.length;
    try {
      const answers = await work(calls.map(({ input }) => input) as [In, ...In[]]);
      if (answers.length !== calls.length) throw new Error(`${answers.length} answers for ${calls.length} calls`);
      for (const [index, call] of calls.entries()) call.answer(answers[index] as Out);
    } catch (error) {
      for (const call of calls) call.fail(error);
    }
    line.working = false;
    const next = () => (line.waiting.length > 0 ? void go(key, line) : lines.delete(key));
    if (line.waiting.length >= line.last || line.last === 1 || waitMs === 0) next();
    else line.timer = setTimeout(next, waitMs);
  }

  return (input) =>
    new Promise((answer, fail) => {
      const key = keyOf(input);
      const line = lines.get(key) ?? { waiting: [], working: false, last: 0, timer: undefined };
      lines.set(key, line);
      line.waiting.push({ input, answer, fail });
      if (!line.working && line.waiting.length >= line.last) void go(key, line);
    });
}
