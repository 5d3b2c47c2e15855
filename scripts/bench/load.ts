import { Agent, request } from "node:http";

export type Load = { clients: number; seconds: number };
export type Figures = {
  requests: number;
  perSecond: number;
  p50: number;
  p95: number;
  statuses: Record<number, number>;
};
export type Call = { path: string; method?: string; headers?: Record<string, string>; body?: string };

type Shots = { times: number[]; statuses: Record<number, number>; elapsed: number };

/** Sends calls from so many clients, each waiting for its answer, for a bounded time; loopback only. */
export async function measure(port: number, call: (n: number) => Call, load: Load): Promise<Figures> {
  return figuresOf([await shoot(port, call, load, 0)]);
}

/** How long a turn of either side takes: what else the machine does in it, it does to both. */
const turnSeconds = 0.5;

/**
 * Measures two calls in turns, and how many times the rate of the first that of the second is: the median of the turns,
 * because a shared machine is not as fast in one minute as in the next.
 */
export async function measureBeside(
  port: number,
  call: (n: number) => Call,
  beside: (n: number) => Call,
  { clients, seconds }: Load,
): Promise<{ figures: Figures; times: number }> {
  const turn = { clients, seconds: turnSeconds };
  const shots: Shots[] = [];
  const ratios: number[] = [];
  for (let done = 0; done < seconds; done += turnSeconds) {
    const floor = figuresOf([await shoot(port, beside, turn, 0)]);
    const shot = await shoot(port, call, turn, shots.length * 1_000_000);
    shots.push(shot);
    ratios.push(floor.perSecond / figuresOf([shot]).perSecond);
  }
  ratios.sort((a, b) => a - b);
  const middle = ratios.slice(Math.floor((ratios.length - 1) / 2), Math.floor(ratios.length / 2) + 1);
  return { figures: figuresOf(shots), times: middle.reduce((sum, ratio) => sum + ratio, 0) / middle.length };
}

async function shoot(
  port: number,
  call: (n: number) => Call,
  { clients, seconds }: Load,
  first: number,
): Promise<Shots> {
  const agent = new Agent({ keepAlive: true, maxSockets: clients });
  const times: number[] = [];
  const statuses: Record<number, number> = {};
  let n = first;
  const began = performance.now();
  const until = began + seconds * 1000;
  await Promise.all(
    Array.from({ length: clients }, async () => {
      while (performance.now() < until) {
        const sent = performance.now();
        n += 1;
        const status = await send(port, agent, call(n));
        times.push(performance.now() - sent);
        statuses[status] = (statuses[status] ?? 0) + 1;
      }
    }),
  );
  agent.destroy();
  return { times, statuses, elapsed: (performance.now() - began) / 1000 };
}

function figuresOf(shots: readonly Shots[]): Figures {
  const times = shots.flatMap((shot) => shot.times).sort((a, b) => a - b);
  const elapsed = shots.reduce((sum, shot) => sum + shot.elapsed, 0);
  const statuses: Record<number, number> = {};
  for (const shot of shots) {
    for (const [status, count] of Object.entries(shot.statuses)) {
      statuses[Number(status)] = (statuses[Number(status)] ?? 0) + count;
    }
  }
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  return { requests: times.length, perSecond: times.length / elapsed, p50: at(0.5), p95: at(0.95), statuses };
}

function send(port: number, agent: Agent, { path, method = "GET", headers = {}, body }: Call): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: "127.0.0.1", port, agent, path, method, headers }, (answer) => {
      answer.resume();
      answer.on("end", () => resolve(answer.statusCode ?? 0));
      answer.on("error", reject);
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

/** Whether nothing but successes was answered: the time of an error page is no figure. */
export function onlyOk(statuses: Figures["statuses"]): boolean {
  return Object.keys(statuses).every((status) => status.startsWith("2"));
}
