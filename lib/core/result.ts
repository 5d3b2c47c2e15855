/** What the business says no with: a value, not an exception, so that it can be previewed, worded and tested. */
export type Refusal<C extends string = string> = {
  readonly refused: true;
  readonly code: C;
  readonly facts: Record<string, unknown>;
};

/** `facts` are the values the decision saw; the wording of the code puts them into its sentence. */
export function refuse<const C extends string>(code: C, facts: Record<string, unknown> = {}): Refusal<C> {
  return { refused: true, code, facts };
}

export function isRefusal(value: unknown): value is Refusal {
  return typeof value === "object" && value !== null && "refused" in value && value.refused === true;
}

/** An invariant that no input may break: when it fails, the program is wrong and the transaction must roll back. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new AssertionError(message);
}

export class AssertionError extends Error {
  override readonly name = "AssertionError";
}
