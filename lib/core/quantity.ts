export const LARGEST_QUANTITY = 1_000_000;

export type QuantityProblem = "blank" | "not_whole" | "not_positive" | "zero" | "too_large";

/** Bad input, named so that a form can word it. */
export class QuantityError extends Error {
  override readonly name = "QuantityError";
  readonly reason: QuantityProblem;
  readonly text: string;

  constructor(reason: QuantityProblem, text: string) {
    super(`${reason}: ${JSON.stringify(text.slice(0, 60))}`);
    this.reason = reason;
    this.text = text;
  }
}

/** How many somebody orders, picks or receives: a whole number from 1 to a million. */
export function parseQuantity(input: string | number): number {
  const quantity = wholeNumber(input);
  if (quantity <= 0) throw new QuantityError("not_positive", String(input));
  return quantity;
}

/** A correction of stock or a credit row of a file: whole, either sign, never zero. */
export function parseSignedQuantity(input: string | number): number {
  const quantity = wholeNumber(input);
  if (quantity === 0) throw new QuantityError("zero", String(input));
  return quantity;
}

/** What a count of a shelf may find: a whole number, zero included. */
export function parseCount(input: string | number): number {
  const quantity = wholeNumber(input);
  if (quantity < 0) throw new QuantityError("not_positive", String(input));
  return quantity;
}

function wholeNumber(input: string | number): number {
  const text = typeof input === "number" ? String(input) : toAsciiDigits(input.trim());
  if (text === "") throw new QuantityError("blank", text);
  if (!/^-?\d+$/.test(text)) throw new QuantityError("not_whole", text);
  const quantity = Number(text);
  if (Math.abs(quantity) > LARGEST_QUANTITY) throw new QuantityError("too_large", text);
  return quantity === 0 ? 0 : quantity;
}

/** Chinese input methods type full-width digits; they mean the same. */
function toAsciiDigits(text: string): string {
  return text.replace(/[\uff0d\uff10-\uff19]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0));
}
