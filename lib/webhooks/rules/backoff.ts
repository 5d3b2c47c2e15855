/** Seconds after which a delivery is tried again, after its first, second … failure. After the last it is dead. */
export const pauses = [5, 30, 120, 900, 3_600, 14_400, 43_200, 86_400] as const;

/** A receiver that asks for more patience gets a day at most. */
const longestAsked = 86_400;

/** Waiting times differ by up to a fifth, so that what failed together does not come back together. */
const spread = 0.2;

/**
 * Seconds until the next try after `tries` of them failed, or null where it was the last. `chance` is a number from 0
 * to 1; `asked` is what the receiver asked for, in seconds.
 */
export function pauseAfter(tries: number, chance: number, asked = 0): number | null {
  const pause = pauses[tries - 1];
  if (pause === undefined) return null;
  return Math.max(Math.round(pause * (1 + spread * chance)), Math.min(asked, longestAsked));
}

/** Nothing arrived for so long: an endpoint is switched off. */
export const failingAtMostMs = 5 * 86_400_000;
