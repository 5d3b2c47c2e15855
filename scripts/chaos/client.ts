import { Agent, type IncomingMessage, request } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { newId } from "../../lib/core/ids.ts";
import type { EffectKind, Ledger, Outcome } from "./ledger.ts";

const answerWithinMs = 20_000;
/** A client asks again for so long; then what became of its request counts as unknown, which fails the run. */
const insistForMs = 90_000;

export type Answer = { status: number; body: Record<string, unknown> };
export type Asked = { path: string; body: unknown };

/** Clients of the API that never give up on a request: they send it again, with its key, to whatever process answers. */
export class ApiClient {
  private readonly agents: Map<number, Agent>;
  /** Requests that were cut off or answered 5xx. */
  lost = 0;

  constructor(
    private readonly ports: readonly number[],
    private readonly secret: string,
    private readonly ledger: Ledger,
    private readonly stopped: AbortSignal,
  ) {
    this.agents = new Map(ports.map((port) => [port, new Agent({ keepAlive: true })]));
  }

  /** Sends until there is an answer that says what happened; notes it under the effect it should have had. */
  async insist(
    kind: EffectKind,
    ref: string,
    asked: Asked,
    first = Math.floor(Math.random() * 4),
  ): Promise<Answer | null> {
    const key = newId();
    const until = Date.now() + insistForMs;
    for (let sent = 1; ; sent += 1) {
      const port = this.ports[(first + sent) % this.ports.length] as number;
      const answer = await this.send(port, asked, key).catch(() => null);
      if (answer && isDefinite(answer)) {
        const outcome: Outcome = answer.status < 300 ? "done" : "refused";
        this.ledger.add(
          { kind, ref: refOf(ref, answer), outcome, sent },
          `${answer.status} ${answer.body.code ?? ""}`.trim(),
        );
        return answer;
      }
      this.lost += 1;
      if (Date.now() > until) {
        this.ledger.add({ kind, ref, outcome: "unknown", sent }, "no answer");
        return null;
      }
      await wait(Math.min(50 * 2 ** sent, 1000) * (0.5 + Math.random() / 2));
    }
  }

  /** One try, for probes. */
  send(port: number, { path, body }: Asked, key: string): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const text = JSON.stringify(body);
      const headers = {
        authorization: `Bearer ${this.secret}`,
        "content-type": "application/json",
        "content-length": Buffer.byteLength(text),
        "idempotency-key": key,
      };
      const agent = this.agents.get(port);
      const sent = request(
        { host: "127.0.0.1", port, path, method: "POST", headers, agent, timeout: answerWithinMs },
        (answer) => read(answer).then(resolve, reject),
      );
      sent.on("timeout", () => sent.destroy(new Error("no answer in time")));
      sent.on("error", reject);
      sent.end(text);
    });
  }

  get stopping(): boolean {
    return this.stopped.aborted;
  }

  close(): void {
    for (const agent of this.agents.values()) agent.destroy();
  }
}

// Only these say nothing of what happened: the process was ill, the first try still runs, or there were too many.
function isDefinite({ status, body }: Answer): boolean {
  return status < 500 && status !== 429 && body.code !== "in_progress";
}

// An order's effects are counted by its number, which is known once it exists.
function refOf(ref: string, { body }: Answer): string {
  return ref === "" ? String(body.number ?? "") : ref;
}

async function read(answer: IncomingMessage): Promise<Answer> {
  answer.setEncoding("utf8");
  let text = "";
  for await (const chunk of answer) text += chunk;
  // Whoever stood in between may answer something else than JSON: then it is not an answer of ours.
  if (!answer.headers["content-type"]?.includes("json")) throw new Error(`answered ${answer.statusCode} in no JSON`);
  return { status: answer.statusCode ?? 0, body: JSON.parse(text) as Record<string, unknown> };
}
