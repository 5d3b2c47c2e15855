import { Readable } from "node:stream";
import MailComposer from "nodemailer/lib/mail-composer";
import SMTPConnection from "nodemailer/lib/smtp-connection";
import type { MailServer } from "./load-mail-server";

export type Mail = {
  to: { name: string; address: string };
  fromName: string;
  subject: string;
  text: string;
  html?: string;
  attachments?: { filename: string; content: string; contentType: string }[];
};

/**
 * What became of a mail. "failed": the server does not have it, it may be sent again. "unknown": it had begun to take it
 * when the connection ended, and nobody can say whether it arrived.
 */
export type Sending = { kind: "sent" } | { kind: "failed" | "unknown"; reason: string };

const longestReason = 300;
const reasonWithinMs = 1_000;

/** Hands a mail to the server; answers what became of it instead of throwing. */
export async function sendMail(server: MailServer, mail: Mail): Promise<Sending> {
  if (server.passwordLost) return { kind: "failed", reason: "password_lost" };
  const { to, fromName, ...content } = mail;
  const message = new MailComposer({ ...content, to, from: { name: fromName, address: server.fromAddress } }).compile();
  const [bytes, envelope] = [await message.build(), message.getEnvelope()];
  const connection = new SMTPConnection({
    host: server.host,
    port: server.port,
    secure: server.security === "tls",
    requireTLS: server.security === "starttls",
    ignoreTLS: server.security === "none",
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 30_000,
  });
  let begun = false;
  // Asked for its first byte only when the server said that it takes the message.
  const body = Readable.from(
    (function* () {
      begun = true;
      yield bytes;
    })(),
  );
  return new Promise<Sending>((resolve) => {
    const fail = (error: Error & { responseCode?: number }) => {
      connection.close();
      const refused = typeof error.responseCode === "number";
      resolve({ kind: begun && !refused ? "unknown" : "failed", reason: error.message.slice(0, longestReason) });
    };
    connection.once("error", fail);
    // A refusal ends the connection before it says why: the reason has a moment to come.
    connection.once("end", () => setTimeout(() => fail(new Error("the connection ended")), reasonWithinMs).unref());
    const send = () =>
      connection.send(envelope, body, (error) => {
        if (error) return fail(error);
        resolve({ kind: "sent" });
        connection.quit();
      });
    connection.connect((error) => {
      if (error) return fail(error);
      const { username: user, password: pass } = server;
      if (user === "") return send();
      connection.login({ credentials: { user, pass } }, (refused) => (refused ? fail(refused) : send()));
    });
  });
}
