/** One guard taken away: by statements on the database the tests copy, or by a change of one source file. */
export type Mutant = {
  /** Stable name, e.g. `check orders_stage` or `for update lib/views/load-view.ts 1`. */
  id: string;
  /** What goes, as a reader recognises it. */
  removed: string;
  /** Folders whose tests are the likeliest to notice, after the tests made for this kind of guard. */
  areas: readonly string[];
} & ({ sql: string } | { file: string; at: number; text: string; by: string });

export type Verdict = { id: string; result: "killed" | "survived"; by: string; seconds: number };
