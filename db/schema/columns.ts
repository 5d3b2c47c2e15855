import { bigint, customType, integer, jsonb, timestamp, uuid } from "drizzle-orm/pg-core";

/** A point in time, always with a zone. */
export const instant = () => timestamp({ withTimezone: true, mode: "date" });
/** Minor units of a currency as bigint; never a float. */
export const minor = () => bigint({ mode: "bigint" });
/** Key of an aggregate: a version 7 uuid made by the application, so that rows can refer to each other before they are written. */
export const key = () => uuid();
/** A row's number in its ledger: assigned by the database in insertion order. */
export const ledgerNumber = () => bigint({ mode: "number" }).generatedAlwaysAsIdentity();
export const ledgerKey = () => ledgerNumber().primaryKey();
/** A line counter: a quantity that starts at zero. */
export const counter = () => integer().notNull().default(0);
export const bytes = customType<{ data: Buffer }>({ dataType: () => "bytea" });
export const json = <T>() => jsonb().$type<T>();
