import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export type Received = { path: string; id: string; headers: Record<string, string>; text: string; body: Told };
export type Told = {
  id: string;
  type: string;
  timestamp: string;
  data: { event?: number; order?: Record<string, unknown> & { number: string }; rule?: { name: string } };
};
/** How a request is answered; what is not answered stays open. */
export type Answering = (response: ServerResponse, received: Received) => void | Promise<void>;

const take: Answering = (response) => void response.writeHead(204).end();

/** A real HTTP server on a free port of this machine, what it was sent, and how it is to answer. */
export async function openReceiver(answer: Answering = take) {
  const received: Received[] = [];
  const now = { answer };
  const server = createServer(async (request, response) => {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    const text = Buffer.concat(pieces).toString("utf8");
    const headers = request.headers as Record<string, string>;
    const message = { path: request.url ?? "", id: headers["webhook-id"] ?? "", headers, text, body: JSON.parse(text) };
    received.push(message);
    await now.answer(response, message);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/hook`,
    port,
    received,
    answerWith: (next: Answering) => {
      now.answer = next;
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
