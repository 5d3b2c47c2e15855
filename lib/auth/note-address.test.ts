import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { noteAddresses } from "./note-address";
import { addressHeader } from "./request";

const server = createServer((request, response) => response.end(request.headers[addressHeader]));

beforeAll(async () => {
  noteAddresses("");
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

it("is the connection's, whatever the caller says", async () => {
  const { port } = server.address() as AddressInfo;
  const ask = async (headers: Record<string, string>) => (await fetch(`http://127.0.0.1:${port}`, { headers })).text();
  expect(await ask({})).toBe("127.0.0.1");
  expect(await ask({ "x-forwarded-for": "1.2.3.4", [addressHeader]: "5.6.7.8" })).toBe("127.0.0.1");
});
