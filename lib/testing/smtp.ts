import type { AddressInfo } from "node:net";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import type { MailServer } from "@/lib/mail/load-mail-server";

export type Delivered = { from: string; to: string[]; text: string };
type Behaviour = {
  /** How the next mail is answered: refused with this code, or the line is cut while it is being taken. */
  next: "take" | { refuse: number } | "cut";
  user?: { name: string; password: string };
  /** Offers STARTTLS, with a certificate that nobody trusts. */
  starttls?: boolean;
};

/** A real SMTP server on a free port of this machine, what it took, and how it is to behave. */
export async function openMailServer(behaviour: Partial<Behaviour> = {}) {
  const mails: Delivered[] = [];
  const now: Behaviour = { next: "take", ...behaviour };
  const options: SMTPServerOptions = {
    authOptional: !now.user,
    allowInsecureAuth: true,
    disabledCommands: now.starttls ? [] : ["STARTTLS"],
    onAuth({ username, password }, _session, done) {
      if (username === now.user?.name && password === now.user?.password) done(null, { user: username });
      else done(new Error("Wrong user name or password"));
    },
    onData(stream, session, done) {
      const { mailFrom, rcptTo } = session.envelope;
      const pieces: Buffer[] = [];
      stream.on("data", (piece: Buffer) => pieces.push(piece));
      stream.on("end", () => {
        if (now.next === "cut") {
          now.next = "take";
          for (const connection of server.connections) connection.close();
          return;
        }
        if (now.next !== "take") {
          const { refuse: responseCode } = now.next;
          now.next = "take";
          return done(Object.assign(new Error("Try again later"), { responseCode }));
        }
        const from = mailFrom ? mailFrom.address : "";
        mails.push({ from, to: rcptTo.map(({ address }) => address), text: Buffer.concat(pieces).toString("utf8") });
        done();
      });
    },
  };
  const server = new SMTPServer(options);
  server.on("error", () => undefined);
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.server.address() as AddressInfo;
  const settings: MailServer = {
    host: "127.0.0.1",
    port,
    security: "none",
    username: now.user?.name ?? "",
    password: now.user?.password ?? "",
    fromAddress: "shop@shop.test",
    passwordLost: false,
  };
  const behave = (next: Behaviour["next"]) => {
    now.next = next;
  };
  return { settings, mails, behave, close: () => closed(server) };
}

const closed = (server: SMTPServer) => new Promise<void>((done) => server.close(done));
