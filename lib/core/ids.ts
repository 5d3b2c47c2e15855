/**
 * UUID version 7 (RFC 9562): 48 bits of milliseconds, 12 bits of counter, 62 random bits. Ids made by one process only
 * grow, so that rows written in order also sit in order in their index.
 */
export function newId(): string {
  const now = Date.now();
  if (now > lastMillisecond) {
    lastMillisecond = now;
    counter = randomByte() << 3;
  } else if (counter < 0xfff) {
    counter += 1;
  } else {
    lastMillisecond += 1;
    counter = randomByte() << 3;
  }
  const time = lastMillisecond.toString(16).padStart(12, "0");
  const sequence = counter.toString(16).padStart(3, "0");
  let tail = hexOf((randomByte() & 0x3f) | 0x80);
  for (let index = 0; index < 7; index += 1) tail += hexOf(randomByte());
  return `${time.slice(0, 8)}-${time.slice(8)}-7${sequence}-${tail.slice(0, 4)}-${tail.slice(4)}`;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

export function isId(value: unknown): value is string {
  return typeof value === "string" && UUID.test(value);
}

let lastMillisecond = 0;
let counter = 0;

// Asking the system for a few kilobytes of randomness at a time costs a tenth of asking for every id.
const pool = new Uint8Array(4096);
let poolPosition = pool.length;

function randomByte(): number {
  if (poolPosition === pool.length) {
    crypto.getRandomValues(pool);
    poolPosition = 0;
  }
  const byte = pool[poolPosition] as number;
  poolPosition += 1;
  return byte;
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

function hexOf(byte: number): string {
  return HEX[byte] as string;
}
