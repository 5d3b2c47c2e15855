import { RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import { connection } from "@/db/client";

export type Throttle = {
  /** Takes one of the key's tries. `retryAfterSeconds` is set when none was left. */
  take: (key: string) => Promise<{ retryAfterSeconds: number | null }>;
  /** Gives a try back, so that what went well does not count. */
  giveBack: (key: string) => Promise<void>;
  /** Starts the key anew. */
  clear: (key: string) => Promise<void>;
};

/** A limit of `tries` per key within `seconds`, counted in the database so that every process sees the same count. */
export function throttle(name: string, limit: { tries: number; seconds: number }): Throttle {
  let made: RateLimiterPostgres | undefined;
  // Made on first use: a module is also loaded while the app is built, without a database.
  const limiter = () => {
    made ??= new RateLimiterPostgres({
      storeClient: { query },
      storeType: "pool",
      tableName: "rate_limits",
      tableCreated: true,
      keyPrefix: name,
      points: limit.tries,
      duration: limit.seconds,
    });
    return made;
  };
  return {
    async take(key) {
      const taken = await limiter()
        .consume(key.slice(0, 200))
        .catch((refused: unknown) => {
          if (refused instanceof RateLimiterRes) return refused;
          throw refused;
        });
      const left = taken.consumedPoints <= limit.tries;
      return { retryAfterSeconds: left ? null : Math.max(1, Math.ceil(taken.msBeforeNext / 1000)) };
    },
    async giveBack(key) {
      await limiter().reward(key.slice(0, 200));
    },
    async clear(key) {
      await limiter().delete(key.slice(0, 200));
    },
  };
}

// The library speaks node-postgres; this is the one call it makes.
async function query(statement: { text: string; values?: (string | number | null)[] }) {
  const rows = await connection().sql.unsafe(statement.text, statement.values ?? []);
  return { rows: [...rows], rowCount: rows.count };
}

const QUARTER_HOUR = 15 * 60;

/** Guards a person: nobody mistypes a password this often. */
export const accountThrottle = throttle("sign-in-account", { tries: 20, seconds: QUARTER_HOUR });

/** Guards everybody: a whole office may sit behind one address. */
export const addressThrottle = throttle("sign-in-address", { tries: 60, seconds: QUARTER_HOUR });

/** Every try at an invitation costs a hash, whether its link is known or not. */
export const invitationThrottle = throttle("invitation-address", { tries: 30, seconds: QUARTER_HOUR });

/** A screen left open must not let somebody guess the password behind it. */
export const passwordThrottle = throttle("own-password", { tries: 10, seconds: QUARTER_HOUR });
