/** The form a date and time field takes, on the shop's clock: "2026-11-27T18:00". */
export function localInput(at: Date, zone: string): string {
  return at.toLocaleString("sv-SE", { timeZone: zone }).slice(0, 16).replace(" ", "T");
}
