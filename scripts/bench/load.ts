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

/** Sends calls from so many clients, each waiting for its answer, for a bounded time; loopback only. */
export async function measure(port: number, call: (n: number) => Call, { clients, seconds }: Load): Promise<Figures> {
  const agent = new Agent({ keepAlive: true, maxSockets: clients });
  const times: number[] = [];
  const statuses: Record<number, number> = {};
  let n = 0;
  const until = performance.now() + seconds * 1000;
  const began = performance.now();
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
  const elapsed = (performance.now() - began) / 1000;
  agent.destroy();
  times.sort((a, b) => a - b);
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
