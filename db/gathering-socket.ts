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
    if (path) socket.connect({ path });
    else socket.connect(to).setNoDelay();
    // Its errors say where they happened by these.
    Object.assign(socket, to);
    const write = socket.write.bind(socket) as (...sent: unknown[]) => boolean;
    let gathering = false;
    // `connect` puts the class's own `write` back, so it is the socket that has another one, from here on.
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
    return socket;
  };
}
