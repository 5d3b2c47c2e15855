export const hour = 3_600_000;
export const day = 24 * hour;

/** Shanghai is eight hours ahead, all year. */
const ahead = 8 * hour;
const [opens, closes] = [9 * hour, 18 * hour];

/** The instant itself while the house works (nine to six), else soon after it opens again. */
export function workTime(at: number, spread = 0): number {
  const inDay = (at + ahead) % day;
  if (inDay >= opens && inDay < closes) return at;
  const midnight = at - inDay;
  return midnight + (inDay < opens ? opens : day + opens) + spread;
}

/** A time of day in the shop's zone, on the day of `at`. */
export function atHour(at: number, hours: number): number {
  return at - ((at + ahead) % day) + hours * hour;
}
