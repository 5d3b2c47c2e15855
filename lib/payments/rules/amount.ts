import { currencyDecimals, type Minor, MoneyError, parseMoney } from "@/lib/core/money";
import { type Refusal, refuse } from "@/lib/core/result";

/** An amount as typed, in minor units; refuses more decimals than the currency has. `field` is the input it came from. */
export function amountOf(text: string, currency: string, field: string): Minor | Refusal<"bad_amount"> {
  try {
    return parseMoney(text, currency);
  } catch (error) {
    if (!(error instanceof MoneyError)) throw error;
    return refuse("bad_amount", {
      field,
      value: text,
      currency,
      decimals: currencyDecimals(currency),
      reason: error.reason,
    });
  }
}
