const HOUR = 60 * 60 * 1000;

/** An invitation may wait over a weekend and a holiday; a link that replaces a password may not. */
const lifetime = { invitation: 7 * 24 * HOUR, reset: 24 * HOUR } as const;

export function expiryOf(kind: keyof typeof lifetime, now: Date): Date {
  return new Date(now.getTime() + lifetime[kind]);
}
