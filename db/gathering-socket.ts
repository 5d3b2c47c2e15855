import { Socket } from "node:net";

type Address = { host: string[]; port: number[]; path?: string | false };

/**
 * Makes the driver's sockets: what it writes to one in one turn of the event loop leaves as one message. By itself it
 * writes each statement above a kilobyte alone, and each message wakes the server, which costs more than reading it.
 * Of several hosts each attempt takes the next one, as the driver does.
 */
export function gatheringSockets(): (address: Address) => Socket {
  let attempts = 0;
  return ({ host, port, path }) => {
    const at = attempts % port.length;
    attempts += 1;
    const to = { host: host[at] as string, port: port[at] as number };
    const socket = new Socket();
    // Its errors say where they happened by these.
    Object.assign(socket, to);
    refuseLeftOver(socket);
    // What is written is kept until there is a connection to come. It begins when the driver listens for its failure.
    socket.cork();
    setImmediate(() => {
      if (socket.destroyed) return;
      if (path) socket.connect({ path });
      else socket.connect(to).setNoDelay();
      gatherWrites(socket);
      socket.uncork();
    });
    return socket;
  };
}

// `connect` puts the class's own `write` back, so it is the connecting socket that is given another one.
function gatherWrites(socket: Socket): void {
  const write = socket.write.bind(socket) as (...sent: unknown[]) => boolean;
  let gathering = false;
  socket.write = (...sent: unknown[]) => {
    if (!gathering) {
      gathering = true;
      socket.cork();
      process.nextTick(() => {
        gathering = false;
        socket.uncork();
      });
    }
    return write(...sent);
  };
}

/**
 * Between a failed socket's "error" and its "close" the driver gives it further statements, and forgets them: they are
 * never answered, and stand before those of the next connection. They are told that they failed, too.
 */
function refuseLeftOver(socket: Socket): void {
  socket.once("close", (failed) => {
    if (!failed || socket.listenerCount("error") === 0) return;
    socket.emit("error", Object.assign(new Error("write CONNECTION_CLOSED"), { code: "CONNECTION_CLOSED" }));
  });
}
