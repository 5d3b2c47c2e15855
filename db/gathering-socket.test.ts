import { once } from "node:events";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { afterEach, describe, expect, it, vi } from "vitest";
import { gatheringSockets } from "./gathering-socket";

const open: (Server | Socket)[] = [];

afterEach(() => {
  for (const one of open.splice(0)) "destroy" in one ? one.destroy() : one.close();
});

async function listening(): Promise<{ port: number; heard: () => string; server: Server }> {
  let text = "";
  const server = createServer((socket) => {
    open.push(socket);
    socket.on("data", (data) => {
      text += data;
    });
  });
  open.push(server);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return { port: (server.address() as AddressInfo).port, heard: () => text, server };
}

describe("sockets of the driver", () => {
  it("send what is written in one turn as one message, in order and whole", async () => {
    const { port, heard } = await listening();
    const socket = gatheringSockets()({ host: ["127.0.0.1"], port: [port] });
    open.push(socket);
    await once(socket, "connect");
    const inner = socket as unknown as Record<"_write" | "_writev", () => void>;
    const alone = vi.spyOn(inner, "_write");
    const together = vi.spyOn(inner, "_writev");
    const parts = Array.from({ length: 20 }, (_, n) => `${n}:${"x".repeat(1500)};`);
    for (const part of parts) {
      await 1;
      socket.write(part);
    }
    await expect.poll(heard).toBe(parts.join(""));
    expect([alone.mock.calls.length, together.mock.calls.length]).toEqual([0, 1]);

    socket.write("later");
    await expect.poll(heard).toBe(`${parts.join("")}later`);
    expect(alone).toHaveBeenCalledTimes(1);
  });

  it("keep what is written before there is a connection", async () => {
    const { port, heard } = await listening();
    const socket = gatheringSockets()({ host: ["127.0.0.1"], port: [port] });
    open.push(socket);
    socket.write("first ");
    socket.write("second");
    await expect.poll(heard).toBe("first second");
  });

  it("take the next host where one does not answer, and say which one it was", async () => {
    const gone = await listening();
    gone.server.close();
    await once(gone.server, "close");
    const { port, heard } = await listening();
    const connect = gatheringSockets();
    const address = { host: ["127.0.0.1", "127.0.0.1"], port: [gone.port, port] };
    const first = connect(address);
    open.push(first);
    expect(first).toMatchObject({ host: "127.0.0.1", port: gone.port });
    const [error] = await once(first, "error").catch((thrown) => [thrown]);
    expect(error).toMatchObject({ code: "ECONNREFUSED", port: gone.port });
    const second = connect(address);
    open.push(second);
    second.write("here");
    await expect.poll(heard).toBe("here");
  });
});
