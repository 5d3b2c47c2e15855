import { PgDatabase, PgDialect } from "drizzle-orm/pg-core";
import { PostgresJsSession } from "drizzle-orm/postgres-js";
import type postgres from "postgres";
import { assert, isRefusal, type Refusal, refuse } from "@/lib/core/result";
import { connection, type Database } from "./client";
import { poolUse, watchTransaction } from "./pool-use";

/**
 * One open transaction: `sql` for set-wise and prepared statements, `db` for typed reads. `owe` is told of statements that
 * were sent and whose answers nobody needs: what follows them, COMMIT at last, is sent behind them without waiting, and
 * one that fails rolls everything back as if it had been waited for.
 */
export type Tx = {
  readonly sql: postgres.TransactionSql;
  readonly db: Database;
  owe(sent: readonly Promise<unknown>[]): void;
};

/** Refusals the database itself can say, by the constraint that said it. */
const refusalOfConstraint: Record<string, string> = {
  stock_levels_never_oversold: "insufficient_stock",
  stock_levels_states_not_negative: "insufficient_stock",
  reservations_not_negative: "order_changed",
  payments_chain: "more_than_captured",
  orders_money_ordered: "more_than_captured",
  order_lines_refunded: "more_than_ordered",
  order_lines_refunded_minor: "more_than_captured",
  order_lines_chain: "order_changed",
  order_lines_claims: "order_changed",
  order_lines_returns: "order_changed",
  return_lines_chain: "order_changed",
  return_lines_given_once: "more_than_returned",
  order_lines_counters_not_negative: "order_changed",
  order_events_without_gap: "order_changed",
  order_events_order_id_seq_pk: "order_changed",
  orders_external: "duplicate_external_id",
  payments_provider_ref: "duplicate_reference",
  holds_one_of_a_type: "already_held",
  automation_rules_name: "rule_name_taken",
  coupons_within_limit: "coupon_gone",
  coupon_uses_customer_limit: "coupon_gone",
  coupon_uses_per_customer: "coupon_gone",
  coupon_uses_once: "coupon_gone",
  webhook_endpoints_name: "endpoint_name_taken",
  variants_sku: "duplicate_sku",
  variants_barcode: "duplicate_barcode",
};

export type DatabaseRefusalCode =
  | "insufficient_stock"
  | "more_than_captured"
  | "more_than_ordered"
  | "order_changed"
  | "more_than_returned"
  | "duplicate_external_id"
  | "duplicate_reference"
  | "already_held"
  | "rule_name_taken"
  | "coupon_gone"
  | "endpoint_name_taken"
  | "duplicate_sku"
  | "duplicate_barcode"
  | "number_too_large"
  | "busy";

/** A sum that no column holds: somebody's numbers, not a fault of ours. */
const outOfRange = "22003";

const mayRunAgain = new Set(["40001", "40P01"]);
const attemptsAtMost = 5;

// Somebody wrote the same row a moment ago: a second look finds it and can say which one it is.
const seenOnSecondLook = new Set(["orders_external"]);

class RolledBack extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.code);
    this.refusal = refusal;
  }
}

/** Refuses from deep inside a transaction: everything rolls back and `transact` answers with the refusal. */
export function refuseTransaction(refusal: Refusal): never {
  throw new RolledBack(refusal);
}

/**
 * Runs `work` in one transaction. A refusal it returns rolls everything back and comes out as a value; so does a
 * constraint that has a name in the table above, or a number that no column holds. Serialisation failures and deadlocks
 * run again, at most five times, after which the answer is the refusal "busy"; so does what a lost connection kept from
 * beginning. Anything else is thrown.
 */
export async function transact<T>(
  work: (tx: Tx) => Promise<T>,
): Promise<Exclude<T, Refusal> | Extract<T, Refusal> | Refusal<DatabaseRefusalCode>> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return (await attemptOnce(work)) as Exclude<T, Refusal>;
    } catch (error) {
      if (error instanceof RolledBack) return error.refusal as Extract<T, Refusal>;
      const fault = databaseFault(error);
      if (fault && mayRunAgain.has(fault.code)) {
        if (attempt === attemptsAtMost) {
          poolUse().gaveUp += 1;
          return refuse("busy");
        }
        poolUse().repeated += 1;
        await pauseAfter(attempt);
        continue;
      }
      if (fault?.constraint && seenOnSecondLook.has(fault.constraint) && attempt === 1) continue;
      const code = fault?.constraint ? refusalOfConstraint[fault.constraint] : undefined;
      if (code) return refuse(code as DatabaseRefusalCode, { constraint: fault?.constraint });
      if (fault?.code === outOfRange) return refuse("number_too_large");
      throw error;
    }
  }
}

/** Those who collided wait for different times, or they collide again. */
function pauseAfter(attempt: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 2 ** attempt * (5 + Math.random() * 15)));
}

let commits = 0;

/** How many transactions this process committed: whoever remembers an answer knows by it that things changed. */
export function commitsHere(): number {
  return commits;
}

/**
 * Reads of one page as of one moment. What is asked at once travels in one message on one connection, where statements
 * that stand alone are written and answered one by one. Nothing can be written in it.
 */
export async function readTogether<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  return within("isolation level repeatable read read only", work);
}

async function attemptOnce<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  const result = await within("", work);
  commits += 1;
  return result;
}

/** A place of the pool whose last statement was cut off tells the next one so, of which nothing was done: it begins again. */
async function within<T>(mode: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    let begun = false;
    try {
      return await beginOnce(mode, (tx) => {
        begun = true;
        return work(tx);
      });
    } catch (error) {
      if (begun || !connectionIsGone(error) || attempt === attemptsAtMost) throw error;
      await pauseAfter(attempt);
    }
  }
}

async function beginOnce<T>(mode: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  const watched = watchTransaction();
  let over = false;
  const owed: Promise<void>[] = [];
  let failed: { fault: unknown } | undefined;
  const done = (await connection()
    .transactions.begin(mode, async (sql) => {
      watched.begin();
      let open = true;
      let typed: Database | undefined;
      // A handle kept after its transaction ended would write outside of it: it is refused instead.
      const tx: Tx = {
        get sql() {
          assert(open, "a transaction was used after its end");
          return sql;
        },
        get db() {
          assert(open, "a transaction was used after its end");
          typed ??= typedHandle(sql);
          return typed;
        },
        owe(sent) {
          // Kept is only that they were answered, and the first that failed: statements carry all rows they write.
          const fail = (fault: unknown) => {
            failed ??= { fault };
          };
          for (const each of sent) owed.push(each.then(() => {}, fail));
        },
      };
      try {
        const result = await work(tx);
        if (isRefusal(result)) throw new RolledBack(result);
        return result;
      } catch (error) {
        // There is nobody left to roll back at. Asked to, the driver would write into a connection that is closing and
        // lose its place in the pool; it ends the transaction by itself once the connection is closed. Where that does not
        // come it was another connection that ended, and this one is rolled back.
        if (connectionIsGone(error)) await later(closesWithinMs, () => over);
        // After one that failed all others fail, and say no more than that: told so, the driver throws the first failure.
        throw aborted(error) ?? error;
      } finally {
        open = false;
      }
    })
    .finally(() => {
      over = true;
      watched.end();
    })) as T;
  // PostgreSQL answers the COMMIT of a transaction that failed by rolling it back, without an error.
  await Promise.all(owed);
  if (failed) throw failed.fault;
  return done;
}

/** What PostgreSQL says to all that follows a failure, whether Drizzle wrapped it or not. */
function aborted(error: unknown): Error | undefined {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    if ("code" in at && at.code === "25P02") return at;
  }
  return undefined;
}

/** A connection that failed is closed in the same moment, unless its process has much to do. */
const closesWithinMs = 1000;

/** Goes on after a while, or never where it is over by then. */
function later(milliseconds: number, isOver: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(() => {
      if (!isOver()) resolve();
    }, milliseconds);
  });
}

const gone = /^(?:57P0[123]|08...|CONNECTION_\w+|ECONNRESET|EPIPE|ETIMEDOUT)$/;

/** Whether the server, or the way to it, ended the connection: there is no transaction any more. */
export function connectionIsGone(error: unknown): boolean {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    if ("code" in at && typeof at.code === "string" && gone.test(at.code)) return true;
  }
  return false;
}

const dialect = new PgDialect({ casing: "snake_case" });

// Made on first use and with one dialect for all: Drizzle's own constructor reads the whole schema each time, which
// costs more than an order.
function typedHandle(sql: postgres.TransactionSql): Database {
  const session = new PostgresJsSession(sql as unknown as postgres.Sql, dialect, undefined, {});
  return new PgDatabase(dialect, session, undefined) as unknown as Database;
}

/** Code and constraint of a PostgreSQL error, whether Drizzle wrapped it or not. */
export function databaseFault(error: unknown): { code: string; constraint: string | undefined } | undefined {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    if ("code" in at && typeof at.code === "string" && /^[0-9A-Z]{5}$/.test(at.code)) {
      return { code: at.code, constraint: (at as { constraint_name?: string }).constraint_name };
    }
  }
  return undefined;
}
