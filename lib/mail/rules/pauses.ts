const pausesInMinutes = [1, 5, 15, 60, 180, 360];

/** How long a mail waits after that many attempts; null when it was the last. Together half a day. */
export function pauseAfter(attempts: number): number | null {
  return pausesInMinutes[attempts - 1] ?? null;
}
