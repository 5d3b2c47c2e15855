import { toDecimalString } from "@/lib/core/money";

/** "42.00 GBP": the amount on a button that moves it, the same in every language. */
export function amountText(minor: bigint | string, currency: string): string {
  return `${toDecimalString(BigInt(minor), currency)} ${currency}`;
}
