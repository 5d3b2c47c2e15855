import { parseDecimal } from "@/lib/core/money";

/** "13.5" per cent → the fraction "0.135" that is stored. Throws MoneyError on anything but a number of up to four decimals. */
export function percentToRate(text: string): string {
  const percent = parseDecimal(text.replace(/[%％]\s*$/u, ""), 4);
  const negative = percent.startsWith("-");
  const [whole = "0", fraction = ""] = percent.replace("-", "").split(".");
  const digits = whole.padStart(3, "0") + fraction;
  const point = digits.length - fraction.length - 2;
  return (negative ? "-" : "") + parseDecimal(`${digits.slice(0, point)}.${digits.slice(point)}`, 6);
}

/** The stored fraction "0.135000" → "13.5" per cent. */
export function rateToPercent(rate: string): string {
  const [whole = "0", fraction = ""] = rate.split(".");
  const digits = fraction.padEnd(2, "0");
  return parseDecimal(`${whole}${digits.slice(0, 2)}.${digits.slice(2) || "0"}`, 6);
}
