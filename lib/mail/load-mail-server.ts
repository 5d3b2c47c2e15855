import type postgres from "postgres";
import type { MailSecurity } from "@/lib/settings/rules/mail-security";

export type MailServer = {
  host: string;
  port: number;
  security: MailSecurity;
  username: string;
  password: string;
  fromAddress: string;
};

/** The server that takes the shop's mail, or null where none is set. Its password is for the connection alone. */
export async function loadMailServer(sql: postgres.ISql): Promise<MailServer | null> {
  const [row] = await sql<(Omit<MailServer, "password"> & { password: string | null })[]>`
    select host, port, security, username, password, from_address as "fromAddress" from mail_settings`;
  return row ? { ...row, password: row.password ?? "" } : null;
}
