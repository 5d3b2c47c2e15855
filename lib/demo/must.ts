import type { Outcome } from "@/lib/command";
import { assert } from "@/lib/core/result";

/** What a command answered; the demo ends with the refusal where it expected an answer. */
export function must<Value>(outcome: Outcome<Value>): Value {
  assert(outcome.ok, `refused: ${JSON.stringify(outcome)}`);
  return outcome.value;
}
