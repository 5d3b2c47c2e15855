import type { ServerResponse } from "node:http";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openReceiver } from "@/lib/testing/receiver";
import { type Network, sendRequest } from "./send-request";

let receiver: Awaited<ReturnType<typeof openReceiver>>;
beforeEach(async () => {
  receiver = await openReceiver();
});
afterEach(() => receiver.close());

const local: Network = {
  resolve: async () => [{ address: "127.0.0.1", family: 4 }],
  loopback: true,
  timeoutMs: 2_000,
};
const post = (url: string, network: Partial<Network> = {}) => sendRequest(url, {}, "{}", { ...local, ...network });
const answering = (answer: (response: ServerResponse) => void) => receiver.answerWith(answer);

describe("a request", () => {
  it("goes to the address that was looked at and to no other, whatever the name says next", async () => {
    const answers = [[{ address: "127.0.0.1", family: 4 }], [{ address: "10.0.0.1", family: 4 }]];
    let asked = 0;
    const resolve = async () => answers[asked++] ?? [];
    expect(await post(`http://localhost:${receiver.port}/`, { resolve })).toMatchObject({ status: 204, problem: "" });
    expect(asked).toBe(1);
    expect(await post(`http://localhost:${receiver.port}/`, { resolve })).toMatchObject({ problem: "address" });
    expect(receiver.received).toHaveLength(1);
  });

  it("is not made where one address of several is private, nor where there is none", async () => {
    const both = async () => [
      { address: "8.8.8.8", family: 4 },
      { address: "::ffff:169.254.169.254", family: 6 },
    ];
    expect(await post("https://partner.example.com/", { resolve: both, loopback: false })).toMatchObject({
      status: null,
      problem: "address",
    });
    expect(await post("https://partner.example.com/", { resolve: async () => [] })).toMatchObject({ problem: "name" });
    const unknown = async () => Promise.reject(Object.assign(new Error("no such name"), { code: "ENOTFOUND" }));
    expect(await post("https://partner.example.com/", { resolve: unknown })).toMatchObject({ problem: "name" });
  });

  it("does not follow a redirect", async () => {
    answering((response) => void response.writeHead(307, { location: receiver.url }).end());
    expect(await post(receiver.url)).toMatchObject({ status: 307, problem: "redirect" });
    expect(receiver.received).toHaveLength(1);
  });

  it("ends in time, whether name, answer or body never comes", async () => {
    const never = () => new Promise<never>(() => {});
    expect(await post("https://partner.example.com/", { resolve: never, timeoutMs: 100 })).toMatchObject({
      problem: "timeout",
    });
    answering(() => {});
    expect(await post(receiver.url, { timeoutMs: 100 })).toMatchObject({ status: null, problem: "timeout" });
    answering((response) => void response.writeHead(200).write("begun"));
    expect(await post(receiver.url, { timeoutMs: 200 })).toMatchObject({ status: 200, problem: "", excerpt: "begun" });
  });

  it("reads the beginning of an answer alone, as text that can be stored", async () => {
    let written = 0;
    answering((response) => {
      response.writeHead(500);
      const more = () => {
        while (!response.destroyed && written < 50_000_000 && response.write("\u0000a\u202e".repeat(4_000)))
          written += 24_000;
      };
      response.on("drain", more);
      more();
    });
    const { excerpt, problem } = await post(receiver.url);
    expect(problem).toBe("status");
    expect(excerpt).toHaveLength(2_000);
    expect(excerpt).not.toContain("\u0000");
    expect(written).toBeLessThan(50_000_000);
  });

  it("says that nobody listens", async () => {
    const { port } = receiver;
    await receiver.close();
    expect(await post(`http://127.0.0.1:${port}/`)).toMatchObject({ problem: "network" });
  });
});
