import { throttle } from "@/lib/auth/throttle";

/** Far above what a shop sends; it stops a loop that ran wild before it fills the database. */
const requestsPerMinute = 60_000;
// Permits are fetched from the database by the hundred, so that a limit shared by all processes costs next to nothing.
const permitsAtOnce = 100;

type Lease = { permits: number; until: number; refusedUntil: number };

const limiter = throttle("api-key", { tries: requestsPerMinute / permitsAtOnce, seconds: 60 });
const leases = new Map<string, Lease>();

/** Takes one of the key's requests; seconds to wait when none is left in this minute. */
export async function takeRequest(keyId: string, now = Date.now()): Promise<number | null> {
  const lease = leases.get(keyId);
  if (lease && now < lease.refusedUntil) return Math.ceil((lease.refusedUntil - now) / 1000);
  if (lease && now < lease.until && lease.permits > 0) {
    lease.permits -= 1;
    return null;
  }
  // Requests that come while permits are fetched share them: at worst some pass that should have waited.
  const fresh: Lease = { permits: permitsAtOnce - 1, until: now + 60_000, refusedUntil: 0 };
  leases.set(keyId, fresh);
  const { retryAfterSeconds } = await limiter.take(keyId);
  if (retryAfterSeconds === null) return null;
  fresh.refusedUntil = now + retryAfterSeconds * 1000;
  return retryAfterSeconds;
}
