import { createHash, timingSafeEqual } from "node:crypto";
import { normaliseEmail } from "@/lib/core/text";

/** An order's number as a customer types it: any case, blanks between, with or without the shop's prefix. */
export function typedNumber(typed: string, prefix: string): string {
  const number = bare(typed).toUpperCase();
  return /^\d+$/.test(number) ? `${prefix}${number}` : number;
}

/** What a channel may have called the order: as typed or in capitals, with the "#" that shops put before it or without. */
export function typedExternalNumbers(typed: string): string[] {
  const number = bare(typed);
  return [...new Set([number, number.toUpperCase()].flatMap((each) => [each, `#${each}`]))];
}

const bare = (typed: string) =>
  typed
    .normalize("NFKC")
    .replace(/[\s#\p{C}]/gu, "")
    .slice(0, 60);

export type KnownContact = { emails: readonly (string | null)[]; phones: readonly (string | null)[] };

const tailAtLeast = 4;

/**
 * Whether what a customer typed is the order's e-mail or the end of its phone, four digits or more. Takes the same time
 * whether there is an order or not: it always compares as many digests.
 */
export function knowsContact(typed: string, known: KnownContact | undefined): boolean {
  const email = normaliseEmail(typed);
  const digits = typed.normalize("NFKC").replace(/\D/g, "");
  const tail =
    !email && /^[\d\s()+.-]+$/.test(typed.normalize("NFKC").trim()) && digits.length >= tailAtLeast ? digits : null;
  const given = digestOf(email ?? tail ?? "");
  const candidates = [0, 1].flatMap((index) => [
    email ? (known?.emails[index]?.toLowerCase() ?? "") : "",
    tail ? endOf(known?.phones[index] ?? "", tail.length) : "",
  ]);
  let found = false;
  for (const candidate of candidates) {
    const same = timingSafeEqual(given, digestOf(candidate));
    found = found || (same && candidate !== "");
  }
  return found;
}

/**
 * Whether whatever opens one order opens the other too. Whoever is here by a link has shown no contact at all: one way in
 * that is not the other's, such as the phone of a friend it goes to, and the other stays closed.
 */
export function opensAlso(own: KnownContact, other: KnownContact): boolean {
  const ways = [...own.emails, ...own.phones].filter((way) => way !== null && way !== "");
  return ways.length > 0 && ways.every((way) => knowsContact(way ?? "", other));
}

function endOf(phone: string, length: number): string {
  const digits = phone.replace(/\D/g, "");
  return digits.length >= length ? digits.slice(-length) : "";
}

function digestOf(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
