import { assert } from "@/lib/core/result";

/** An amount in the smallest unit of its currency: pence, fen, yen, fils. It never becomes a float. */
export type Minor = bigint;

export type DecimalProblem = "blank" | "not_a_number" | "ambiguous" | "too_many_decimals" | "too_large";
export type MoneyProblem = DecimalProblem | "unknown_currency";

/** Bad input, named so that a form can word it. */
export class MoneyError extends Error {
  override readonly name = "MoneyError";
  readonly reason: MoneyProblem;
  readonly text: string;

  constructor(reason: MoneyProblem, text: string) {
    super(`${reason}: ${JSON.stringify(text.slice(0, 60))}`);
    this.reason = reason;
    this.text = text;
  }
}

/** ISO 4217 currencies in use. */
export const CURRENCIES: readonly string[] = (
  "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY COP " +
  "CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR " +
  "IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU " +
  "MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG " +
  "SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST " +
  "XAF XCD XOF XPF YER ZAR ZMW ZWG"
).split(" ");

const WITHOUT_DECIMALS = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF".split(" ");
const WITH_THREE_DECIMALS = "BHD IQD JOD KWD LYD OMR TND".split(" ");

const decimalsByCurrency = new Map<string, number>([
  ...CURRENCIES.map((code) => [code, 2] as const),
  ...WITHOUT_DECIMALS.map((code) => [code, 0] as const),
  ...WITH_THREE_DECIMALS.map((code) => [code, 3] as const),
]);

export function isCurrency(code: unknown): code is string {
  return typeof code === "string" && decimalsByCurrency.has(code);
}

export function currencyDecimals(currency: string): number {
  const decimals = decimalsByCurrency.get(currency);
  if (decimals === undefined) throw new MoneyError("unknown_currency", currency);
  return decimals;
}

/** Finer unit prices than the minor unit exist in real price lists (0.001); finer than this does not. */
export const PRICE_DECIMALS = 6;

/** Leaves room to add ninety of the largest amounts within PostgreSQL's bigint. */
export const LARGEST_AMOUNT: Minor = 10n ** 17n;

/** Nothing to take away or to doubt: the text is its own canonical form. Nearly all prices of a file are. */
const CANONICAL = /^(?:0|[1-9]\d{0,17})(?:\.\d{0,5}[1-9])?$/;
const PLAIN = /^-?(?:\d+(?:\.\d+)?|\.\d+)$/;
const GROUPED = /^-?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?$/;

/**
 * Exact decimal as people type it → canonical text ("1234.5", "-0.001"). Commas are taken as thousands only where no
 * other reading is possible: "1,234.50" yes; "1,5" no; "1,234" only if fewer than three decimals are allowed.
 */
export function parseDecimal(text: string, maxScale: number = PRICE_DECIMALS): string {
  if (CANONICAL.test(text)) {
    const point = text.indexOf(".");
    if (point === -1 || text.length - point - 1 <= maxScale) return text;
  }
  const typed = toAsciiNumber(text);
  if (typed === "") throw new MoneyError("blank", text);
  if (!PLAIN.test(typed)) {
    if (!GROUPED.test(typed)) {
      throw new MoneyError(/^-?[\d.,]*\d[\d.,]*$/.test(typed) ? "ambiguous" : "not_a_number", text);
    }
    const oneCommaOnly = typed.indexOf(",") === typed.lastIndexOf(",") && !typed.includes(".");
    if (oneCommaOnly && maxScale >= 3) throw new MoneyError("ambiguous", text);
  }
  const negative = typed.startsWith("-");
  const [whole = "", fraction = ""] = typed.replace("-", "").replaceAll(",", "").split(".");
  if (fraction.length > maxScale) throw new MoneyError("too_many_decimals", text);
  const integer = whole.replace(/^0+(?=\d)/, "") || "0";
  if (integer.length > 18) throw new MoneyError("too_large", text);
  const significant = fraction.replace(/0+$/, "");
  const magnitude = significant === "" ? integer : `${integer}.${significant}`;
  return negative && magnitude !== "0" ? `-${magnitude}` : magnitude;
}

/** Amount as typed → minor units. Refuses more decimals than the currency has, rather than rounding somebody's money. */
export function parseMoney(text: string, currency: string): Minor {
  const decimals = currencyDecimals(currency);
  const amount = scaleUp(parseDecimal(text, decimals), decimals);
  if (amount > LARGEST_AMOUNT || amount < -LARGEST_AMOUNT) throw new MoneyError("too_large", text);
  return amount;
}

/** "64.50" for 6450n GBP: for files, APIs and input fields. */
export function toDecimalString(minor: Minor, currency: string): string {
  const decimals = currencyDecimals(currency);
  const digits = (minor < 0n ? -minor : minor).toString().padStart(decimals + 1, "0");
  const sign = minor < 0n ? "-" : "";
  if (decimals === 0) return sign + digits;
  return `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

export function formatMoney(minor: Minor, currency: string, locale: string): string {
  const decimals = currencyDecimals(currency);
  return currencyFormat(locale, currency, decimals, decimals).format(numeric(toDecimalString(minor, currency)));
}

/** A unit price keeps decimals finer than the minor unit: "£0.001". */
export function formatUnitPrice(unitPrice: string, currency: string, locale: string): string {
  const price = parseDecimal(unitPrice);
  return currencyFormat(locale, currency, currencyDecimals(currency), PRICE_DECIMALS).format(numeric(price));
}

/** Unit price (exact, up to six decimals) × whole quantity, rounded once, half to even. */
export function lineAmount(unitPrice: string, quantity: number, currency: string): Minor {
  assert(Number.isSafeInteger(quantity), `quantity ${quantity} is not a whole number`);
  const scaled = scaleUp(parseDecimal(unitPrice), PRICE_DECIMALS) * BigInt(quantity);
  return divideHalfEven(scaled, 10n ** BigInt(PRICE_DECIMALS - currencyDecimals(currency)));
}

/**
 * Splits `total` in proportion to `weights` by largest remainder: the parts always add up to the total, to the last
 * unit. Equal remainders go to the earlier part; when nothing has weight, all weigh the same.
 */
export function allocate(total: Minor, weights: readonly bigint[]): Minor[] {
  if (total < 0n) return allocate(-total, weights).map((part) => -part);
  if (weights.length === 0) {
    assert(total === 0n, "nothing to spread the amount over");
    return [];
  }
  let sum = 0n;
  for (const weight of weights) {
    assert(weight >= 0n, "a weight is negative");
    sum += weight;
  }
  if (sum === 0n) return allocate(total, new Array<bigint>(weights.length).fill(1n));

  const parts = weights.map((weight) => (total * weight) / sum);
  let left = total - parts.reduce((whole, part) => whole + part, 0n);
  const byRemainder = weights
    .map((weight, index) => ({ index, remainder: (total * weight) % sum }))
    .sort((a, b) => (a.remainder === b.remainder ? a.index - b.index : a.remainder < b.remainder ? 1 : -1));
  for (const { index } of byRemainder) {
    if (left === 0n) break;
    parts[index] = (parts[index] as bigint) + 1n;
    left -= 1n;
  }
  assert(left === 0n, "parts do not add up to their total");
  return parts;
}

/** Tax on an amount at a rate such as "0.13": on top of a net amount, or contained in a gross one. Half to even. */
export function taxOf(amount: Minor, rate: string, inclusive: boolean): Minor {
  if (rate === "0") return 0n;
  const one = 10n ** BigInt(PRICE_DECIMALS);
  const scaledRate = scaleUp(parseDecimal(rate), PRICE_DECIMALS);
  assert(scaledRate >= 0n, `tax rate ${rate} is negative`);
  return divideHalfEven(amount * scaledRate, inclusive ? one + scaledRate : one);
}

/** A share of an amount, such as "0.1" for ten per cent off. Half to even. */
export function shareOf(amount: Minor, share: string): Minor {
  return divideHalfEven(amount * scaleUp(parseDecimal(share), PRICE_DECIMALS), 10n ** BigInt(PRICE_DECIMALS));
}

/** Nearest integer to numerator ÷ denominator; exactly between two, the even one, so that many roundings cancel out. */
export function divideHalfEven(numerator: bigint, denominator: bigint): bigint {
  assert(denominator > 0n, "divisor must be positive");
  const quotient = numerator / denominator;
  const remainder = numerator % denominator;
  const twice = (remainder < 0n ? -remainder : remainder) * 2n;
  if (twice < denominator || (twice === denominator && quotient % 2n === 0n)) return quotient;
  return numerator < 0n ? quotient - 1n : quotient + 1n;
}

/** Decimal text → integer of 10^-scale. The text is canonical, with at most `scale` decimals. */
function scaleUp(decimal: string, scale: number): bigint {
  const [whole = "0", fraction = ""] = decimal.split(".");
  return BigInt(whole + fraction.padEnd(scale, "0"));
}

/** Chinese input methods type full-width digits and signs; they mean the same. Other scripts' digits are refused. */
function toAsciiNumber(text: string): string {
  const trimmed = text.trim();
  if (/^[-.,\d]*$/.test(trimmed)) return trimmed;
  return trimmed
    .replace(/[\uff0c-\uff0e\uff10-\uff19]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/^\u2212/, "-");
}

/** Intl takes a decimal string exactly, where a number would lose the last digits beyond 2^53. */
function numeric(decimal: string): Intl.StringNumericLiteral {
  return decimal as Intl.StringNumericLiteral;
}

const formats = new Map<string, Intl.NumberFormat>();

function currencyFormat(locale: string, currency: string, minimum: number, maximum: number): Intl.NumberFormat {
  const key = `${locale} ${currency} ${maximum}`;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.NumberFormat(locale, {
      style: "currency",
      currency,
      currencyDisplay: "narrowSymbol",
      minimumFractionDigits: minimum,
      maximumFractionDigits: maximum,
    });
    formats.set(key, format);
  }
  return format;
}
