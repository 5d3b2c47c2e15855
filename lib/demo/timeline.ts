type Task = { at: number; turn: number; lane: string; work: (now: Date) => Promise<void> };

/**
 * What happens in the demo's past, told in the order of its clock: a few things at once, those of one lane (an order, the
 * intake) one after the other. Work schedules what follows from it.
 */
export class Timeline {
  private readonly tasks: Task[] = [];
  private readonly lanes = new Map<string, Promise<void>>();
  private turns = 0;

  /** `work` runs with `at` as its clock, unless `at` lies behind the end of the run. */
  schedule(at: Date, lane: string, work: Task["work"]): void {
    this.turns += 1;
    this.push({ at: at.getTime(), turn: this.turns, lane, work });
  }

  /** Runs everything up to `until`, at most `together` at once; what would come later never happens. */
  async run(until: Date, together: number): Promise<void> {
    const running = new Set<Promise<void>>();
    for (;;) {
      const next = this.tasks[0];
      if (next && next.at <= until.getTime() && running.size < together) {
        this.pop();
        const before = this.lanes.get(next.lane) ?? Promise.resolve();
        const done = before.then(() => next.work(new Date(next.at)));
        this.lanes.set(next.lane, done);
        const ended = done.finally(() => {
          running.delete(ended);
          if (this.lanes.get(next.lane) === done) this.lanes.delete(next.lane);
        });
        running.add(ended);
      } else if (running.size > 0) await Promise.race(running);
      else return;
    }
  }

  // A binary heap: the earliest task is the first.
  private push(task: Task): void {
    this.tasks.push(task);
    for (let at = this.tasks.length - 1; at > 0; ) {
      const parent = (at - 1) >> 1;
      if (!this.before(at, parent)) return;
      this.swap(at, parent);
      at = parent;
    }
  }

  private pop(): void {
    this.swap(0, this.tasks.length - 1);
    this.tasks.pop();
    for (let at = 0; ; ) {
      const [left, right] = [2 * at + 1, 2 * at + 2];
      let least = at;
      if (left < this.tasks.length && this.before(left, least)) least = left;
      if (right < this.tasks.length && this.before(right, least)) least = right;
      if (least === at) return;
      this.swap(at, least);
      at = least;
    }
  }

  private before(a: number, b: number): boolean {
    const [one, other] = [this.tasks[a] as Task, this.tasks[b] as Task];
    return one.at < other.at || (one.at === other.at && one.turn < other.turn);
  }

  private swap(a: number, b: number): void {
    [this.tasks[a], this.tasks[b]] = [this.tasks[b] as Task, this.tasks[a] as Task];
  }
}
