import type postgres from "postgres";
import { unseal } from "@/lib/auth/sealed";
import type { MailSecurity } from "@/lib/settings/rules/mail-security";

export type MailServer = {
  host: string;
  port: number;
  security: MailSecurity;
  username: string;
  password: string;
  fromAddress: string;
  /** It was sealed under another `AUTH_SECRET` and has to be entered again. */
  passwordLost: boolean;
};

/** The server that takes the shop's mail, or null where none is set. Its password is for the connection alone. */
export async function loadMailServer(sql: postgres.ISql): Promise<MailServer | null> {
  const [row] = await sql<(Omit<MailServer, "password" | "passwordLost"> & { password: string | null })[]>`
    select host, port, security, username, password, from_address as "fromAddress" from mail_settings`;
  if (!row) return null;
  const password = row.password && unseal(row.password, "mail");
  return { ...row, password: password ?? "", passwordLost: row.password !== null && password === null };
}
