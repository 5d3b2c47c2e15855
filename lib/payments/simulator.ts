import { createHash } from "node:crypto";
import { connection } from "@/db/client";
import { toJson } from "@/lib/rows";
import type { Answer, PaymentProvider, ProviderRequest } from "./provider";

/**
 * A payment provider on this machine, for the demo and for tests. It remembers each key in the database with what it
 * answered, so that another process, or the same after a crash, gets the same answer and nothing moves twice.
 *
 * What it does is chosen by words in the token that a payment is authorised with:
 * "decline" refuses the authorisation; "decline-capture", "decline-void" and "decline-refund" that step;
 * "timeout-authorise", "timeout-capture", "timeout-void" and "timeout-refund" do it and then answer nothing, the first
 * time they are asked; "silent-refund" and its like neither do nor say anything, however often they are asked;
 * "twice-refund" answers by its notification too.
 */
export function createSimulator(
  options: { notify?: (key: string, answer: Answer) => Promise<void> } = {},
): PaymentProvider {
  const step = async (name: string, words: string, request: ProviderRequest, reference: string): Promise<Answer> => {
    const answer: Answer = words.includes(`decline-${name}`)
      ? { status: "declined", reason: "declined by the simulator" }
      : { status: "done", reference, amountMinor: request.amountMinor };
    if (words.includes(`silent-${name}`)) throw new Error("the simulator does not answer");
    const known = await remember(request, `${name}:${words}`, answer);
    if (!known && words.includes(`timeout-${name}`)) throw new Error("the simulator did it and did not answer");
    if (!known && words.includes(`twice-${name}`)) await options.notify?.(request.key, answer);
    return known ?? answer;
  };
  return {
    name: "simulator",
    authorise: (request) => {
      const words = request.token.split(/\s+/).includes("decline")
        ? `${request.token} decline-authorise`
        : request.token;
      return step("authorise", words, request, `sim:${shortOf(request.key)}:${request.token.slice(0, 80)}`);
    },
    capture: (request) => step("capture", request.payment, request, `sim-capture:${shortOf(request.key)}`),
    void: (request) => step("void", request.payment, request, `sim-void:${shortOf(request.key)}`),
    refund: (request) => step("refund", request.payment, request, `sim-refund:${shortOf(request.key)}`),
  };
}

const scope = "payment simulator";

/** Keeps the first answer to a key; gives the kept one from then on, and undefined to whoever was first. */
async function remember(request: ProviderRequest, what: string, answer: Answer): Promise<Answer | undefined> {
  const { sql } = connection();
  const made = await sql`
    insert into idempotency_keys (scope, key, request_hash, response_status, response_body)
    values (${scope}, ${request.key}, ${createHash("sha256").update(what).digest("hex")}, 200, ${toJson(answer)})
    on conflict (scope, key) do nothing returning key`;
  if (made.length === 1) return undefined;
  const [kept] = await sql<{ body: string }[]>`
    select response_body as body from idempotency_keys where scope = ${scope} and key = ${request.key}`;
  const said = JSON.parse(kept?.body ?? "null") as { amountMinor?: string } & Record<string, string>;
  return (said.amountMinor === undefined ? said : { ...said, amountMinor: BigInt(said.amountMinor) }) as Answer;
}

function shortOf(key: string): string {
  return createHash("sha256").update(key).digest("hex").slice(0, 12);
}

export const simulator = createSimulator();
