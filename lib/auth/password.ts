import { type Argon2Parameters, argon2, randomBytes, timingSafeEqual } from "node:crypto";

/** OWASP's recommendation for argon2id: 19 MiB, two passes, one lane. A stored hash names the cost it was made with. */
const COST = { memory: 19_456, passes: 2, parallelism: 1 } as const;
const KEY_LENGTH = 32;

/** Each derivation takes a core and 19 MiB; more at once would starve the screens of everybody else. */
const AT_ONCE = 2;
let running = 0;
const waiting: (() => void)[] = [];

/** An argon2id hash in PHC form: `$argon2id$v=19$m=19456,t=2,p=1$salt$key`. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(password, salt, COST);
  return `$argon2id$v=19$m=${COST.memory},t=${COST.passes},p=${COST.parallelism}$${plain(salt)}$${plain(key)}`;
}

/** Whether the password is the one behind the hash. Without a hash it works as long and says no, so that time tells nothing. */
export async function verifyPassword(password: string, hash: string | null): Promise<boolean> {
  const stored = hash === null ? null : parseHash(hash);
  const { cost, salt, key } = stored ?? { cost: COST, salt: randomBytes(16), key: randomBytes(KEY_LENGTH) };
  const derived = await derive(password, salt, cost, key.length);
  return timingSafeEqual(derived, key) && stored !== null;
}

type Cost = Pick<Argon2Parameters, "memory" | "passes" | "parallelism">;

const PHC = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]{22,86})\$([A-Za-z0-9+/]{43,86})$/;

function parseHash(hash: string): { cost: Cost; salt: Buffer; key: Buffer } | null {
  const [, memory, passes, parallelism, salt, key] = PHC.exec(hash) ?? [];
  if (!salt || !key) return null;
  return {
    cost: { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) },
    salt: Buffer.from(salt, "base64"),
    key: Buffer.from(key, "base64"),
  };
}

async function derive(password: string, salt: Buffer, cost: Cost, tagLength = KEY_LENGTH): Promise<Buffer> {
  await enter();
  try {
    return await new Promise<Buffer>((resolve, reject) => {
      // One person's keyboard sends a composed "é", another's does not: both typed the same password.
      argon2("argon2id", { message: password.normalize("NFKC"), nonce: salt, tagLength, ...cost }, (error, key) =>
        error ? reject(error) : resolve(key),
      );
    });
  } finally {
    leave();
  }
}

async function enter(): Promise<void> {
  if (running < AT_ONCE) {
    running += 1;
    return;
  }
  await new Promise<void>((resolve) => waiting.push(resolve));
}

// The place goes straight to the next in line, so that nobody slips in between.
function leave(): void {
  const next = waiting.shift();
  if (next) next();
  else running -= 1;
}

function plain(bytes: Buffer): string {
  return bytes.toString("base64").replace(/=+$/, "");
}
