/** What came of one action: done with what it did, or why not. `code` is a refusal's. */
export type Outcome = { ok: true } | { ok: false; code: string; facts?: Record<string, unknown> };
