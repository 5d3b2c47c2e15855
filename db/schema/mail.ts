import { sql } from "drizzle-orm";
import { check, integer, pgTable, text } from "drizzle-orm/pg-core";
import { instant } from "./columns";

/** The server that takes the shop's mail: one row, none until somebody enters it. */
export const mailSettings = pgTable(
  "mail_settings",
  {
    id: integer().primaryKey().default(1),
    host: text().notNull(),
    port: integer().notNull(),
    /** tls: from the first byte; starttls: before anything is said; none: a server in one's own network */
    security: text().notNull(),
    username: text().notNull().default(""),
    /** Never leaves the server; absent where the environment has it. */
    password: text(),
    fromAddress: text().notNull(),
    updatedAt: instant().notNull().defaultNow(),
  },
  (t) => [
    check("mail_settings_single", sql`${t.id} = 1`),
    check("mail_settings_port", sql`${t.port} between 1 and 65535`),
    check("mail_settings_security", sql`${t.security} in ('tls', 'starttls', 'none')`),
  ],
);
