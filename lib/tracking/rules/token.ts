import { createHmac, timingSafeEqual } from "node:crypto";

const DAY_SECONDS = 86_400;

/**
 * The signed part of a customer's link: when it ends and a signature over that and the order's number. The number
 * stands in the address, so a link serves one order and no other.
 */
export function signTracking(number: string, expiresAt: Date, secret: string): string {
  const ends = Math.ceil(expiresAt.getTime() / 1000 / DAY_SECONDS).toString(36);
  return `${ends}.${signature(number, ends, secret)}`;
}

/** Whether the token opens this order now; compared in constant time. */
export function opensTracking(token: string, number: string, now: Date, secret: string): boolean {
  const [ends = "", signed = "", ...rest] = token.split(".");
  if (rest.length > 0 || !/^[0-9a-z]{1,8}$/.test(ends)) return false;
  const expected = Buffer.from(signature(number, ends, secret));
  const given = Buffer.from(signed);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return false;
  return now.getTime() / 1000 < Number.parseInt(ends, 36) * DAY_SECONDS;
}

/** When a token ends. */
export function endOfTracking(token: string): Date {
  return new Date(Number.parseInt(token.split(".")[0] ?? "", 36) * DAY_SECONDS * 1000);
}

function signature(number: string, ends: string, secret: string): string {
  return createHmac("sha256", secret).update(`tracking link\n${number}\n${ends}`).digest("base64url");
}
