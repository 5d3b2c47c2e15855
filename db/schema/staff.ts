import { sql } from "drizzle-orm";
import { bigint, boolean, check, integer, pgTable, text, timestamp, uniqueIndex, varchar } from "drizzle-orm/pg-core";
import { instant, json, key } from "./columns";

export const staff = pgTable(
  "staff",
  {
    id: key().primaryKey(),
    email: text().notNull(),
    name: text().notNull(),
    /** owner, manager, support, warehouse, finance, viewer */
    role: text().notNull(),
    passwordHash: text(),
    /** Rises when role, password or access change: every session that carries an older one ends. */
    sessionVersion: integer().notNull().default(1),
    active: boolean().notNull().default(true),
    /** Hash of the one-time token of an invitation or a reset, and when it stops working. */
    tokenHash: text(),
    tokenExpiresAt: timestamp({ withTimezone: true }),
    lastSignInAt: instant(),
    preferences: json<{ locale?: string; theme?: string; shortcuts?: boolean; sound?: boolean }>()
      .notNull()
      .default({}),
    createdAt: instant().notNull().defaultNow(),
  },
  (t) => [
    uniqueIndex("staff_email").on(sql`lower(${t.email})`),
    uniqueIndex("staff_token").on(t.tokenHash).where(sql`${t.tokenHash} is not null`),
    check("staff_role", sql`${t.role} in ('owner', 'manager', 'support', 'warehouse', 'finance', 'viewer')`),
  ],
);

export const apiKeys = pgTable("api_keys", {
  id: key().primaryKey(),
  name: text().notNull(),
  /** First characters, shown so that a person can tell keys apart. */
  prefix: text().notNull(),
  /** SHA-256 of the key; the key itself is shown once and never kept. */
  keyHash: text().notNull().unique(),
  scopes: text().array().notNull(),
  channelId: key(),
  createdBy: text().notNull().default(""),
  revokedAt: instant(),
  createdAt: instant().notNull().defaultNow(),
});

/** Attempts that are counted against a limit (sign-in, public forms); rate-limiter-flexible prescribes the columns. */
export const rateLimits = pgTable("rate_limits", {
  key: varchar({ length: 255 }).primaryKey(),
  points: integer().notNull().default(0),
  /** Milliseconds since 1970 after which the count starts anew. */
  expire: bigint({ mode: "number" }),
});

/** Who did what outside of orders: settings, people, exports, keys. */
export const auditLog = pgTable("audit_log", {
  id: integer().primaryKey().generatedAlwaysAsIdentity(),
  action: text().notNull(),
  subject: text().notNull().default(""),
  facts: json<Record<string, unknown>>().notNull().default({}),
  actorType: text().notNull(),
  actorId: text().notNull().default(""),
  actorName: text().notNull().default(""),
  at: instant().notNull().defaultNow(),
});
