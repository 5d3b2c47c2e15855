/** One call that waits for its answer. */
type Waiting<In, Out> = { input: In; answer: (out: Out) => void; fail: (error: unknown) => void };
type Line<In, Out> = {
  waiting: Waiting<In, Out>[];
  /** How many groups are under way, and how many calls are in them. */
  groups: number;
  inside: number;
  /** How many calls there were, waiting or under way, when a group was last answered: as many are likely to come again. */
  lively: number;
  timer: ReturnType<typeof setTimeout> | undefined;
};

/**
 * Work that is cheaper for many than for each. The first calls of a key go at once, until `lanes` groups are under way;
 * those that come meanwhile go together after one of these, a lane's share of them or `atMost` at a time. Callers who were answered together tend
 * to call again together: after them the next group waits for its share of those who call, for `waitMs` at the longest,
 * if that is not 0, and for `busyMs` while another is under way, when waiting costs least. `work` gives one answer for
 * each input, in their order; when it throws, all of them throw.
 */
export function gather<In, Out>(
  keyOf: (input: In) => string,
  work: (inputs: readonly [In, ...In[]]) => Promise<readonly Out[]>,
  { atMost, waitMs, busyMs = waitMs, lanes }: { atMost: number; waitMs: number; busyMs?: number; lanes: number },
): (input: In) => Promise<Out> {
  const lines = new Map<string, Line<In, Out>>();

  async function go(key: string, line: Line<In, Out>): Promise<void> {
    clearTimeout(line.timer);
    line.timer = undefined;
    const calls = line.waiting.splice(0, Math.min(atMost, Math.ceil((line.waiting.length + line.inside) / lanes)));
    line.groups += 1;
    line.inside += calls.length;
    try {
      const answers = await work(calls.map(({ input }) => input) as [In, ...In[]]);
      if (answers.length !== calls.length) throw new Error(`${answers.length} answers for ${calls.length} calls`);
      for (const [index, call] of calls.entries()) call.answer(answers[index] as Out);
    } catch (error) {
      for (const call of calls) call.fail(error);
    }
    line.lively = line.waiting.length + line.inside;
    line.groups -= 1;
    line.inside -= calls.length;
    settle(key, line, true);
  }

  /** Lets the next group go where there is a lane for it and it has its share; after an answer it waits for that. */
  function settle(key: string, line: Line<In, Out>, answered: boolean): void {
    if (line.groups >= lanes) return;
    const share = waitMs === 0 ? 1 : Math.min(atMost, Math.ceil(line.lively / lanes));
    if (line.waiting.length >= Math.max(share, 1)) void go(key, line);
    else if (line.waiting.length > 0 || answered) {
      // An answer begins the wait anew: it leaves one less, or nobody, to wait beside.
      if (answered) clearTimeout(line.timer);
      if (answered || line.timer === undefined)
        line.timer = setTimeout(() => late(key, line), line.groups > 0 ? busyMs : waitMs);
    }
  }

  /** The share did not come: who is there goes, and what was remembered of the key is forgotten. */
  function late(key: string, line: Line<In, Out>): void {
    line.timer = undefined;
    line.lively = line.waiting.length + line.inside;
    if (line.waiting.length > 0 && line.groups < lanes) void go(key, line);
    else if (line.waiting.length === 0 && line.groups === 0) lines.delete(key);
  }

  return (input) =>
    new Promise((answer, fail) => {
      const key = keyOf(input);
      const line = lines.get(key) ?? { waiting: [], groups: 0, inside: 0, lively: 0, timer: undefined };
      lines.set(key, line);
      line.waiting.push({ input, answer, fail });
      settle(key, line, false);
    });
}
