import { connect, createServer, type Socket } from "node:net";
import { Transform } from "node:stream";

export type SlowProxy = {
  port: number;
  /** Half of it on the way there, half on the way back. */
  slowBy: (milliseconds: number) => void;
  close: () => Promise<void>;
};

/** Stands between the shop and its database, and passes everything on late when told to. */
export async function slowProxy(to: number): Promise<SlowProxy> {
  let delay = 0;
  const open = new Set<Socket>();
  const late = () =>
    new Transform({
      transform(chunk, _encoding, done) {
        if (delay === 0) done(null, chunk);
        else setTimeout(() => done(null, chunk), delay);
      },
    });
  const server = createServer({ noDelay: true }, (near) => {
    const far = connect({ port: to, host: "127.0.0.1", noDelay: true });
    for (const socket of [near, far]) {
      open.add(socket);
      socket.once("close", () => {
        open.delete(socket);
        near.destroy();
        far.destroy();
      });
      // A reset is what this suite is about: the close that follows is all there is to do.
      socket.on("error", () => socket.destroy());
    }
    near.pipe(late()).pipe(far);
    far.pipe(late()).pipe(near);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the proxy has no port");
  return {
    port: address.port,
    slowBy: (milliseconds) => {
      delay = milliseconds / 2;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of open) socket.destroy();
      }),
  };
}
