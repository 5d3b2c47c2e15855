import { currencyDecimals, type Minor, MoneyError, parseMoney } from "@/lib/core/money";
import { type Refusal, refuse } from "@/lib/core/result";

/** An amount as it was sent, in minor units, or what is wrong with it. */
export function moneyOf(text: string, currency: string, field = "amount"): Minor | Refusal<"bad_amount"> {
  try {
    return parseMoney(text, currency);
  } catch (error) {
    if (!(error instanceof MoneyError)) throw error;
    return badAmount(text, currency, field, error.reason);
  }
}

/** The refusal of an amount, with all that its sentence names. */
export function badAmount(value: string, currency: string, field: string, reason: string): Refusal<"bad_amount"> {
  return refuse("bad_amount", { field, value, currency, decimals: currencyDecimals(currency), reason });
}
