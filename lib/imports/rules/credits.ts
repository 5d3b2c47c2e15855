import { divideHalfEven, lineAmount, type Minor } from "@/lib/core/money";
import type { LineKind } from "@/lib/orders/rules/state";
import type { CreditToPost } from "./reading";

/** A line somebody bought, as far as it may still be given back. */
export type PurchasedLine = {
  orderId: string;
  lineId: string;
  sku: string;
  placedAt: Date;
  position: number;
  unitsLeft: number;
  amountLeft: Minor;
};

/** What a payment of an order can still give back. */
export type PurchasedPayment = { paymentId: string; left: Minor };

export type CreditPart = { orderId: string; lineId: string; units: number; amountMinor: Minor };

export type MatchedLine = {
  kind: LineKind;
  sku: string;
  title: string;
  quantity: number;
  amountMinor: Minor;
  parts: CreditPart[];
  /** Units and money for which no purchase was found. */
  aloneUnits: number;
  aloneMinor: Minor;
};

/** Purchases of the customers of one piece, used up as credits are matched against them. */
export class Purchases {
  private readonly lines = new Map<string, PurchasedLine[]>();
  private readonly payments: Map<string, PurchasedPayment>;

  constructor(
    lines: readonly (PurchasedLine & { customerId: string })[],
    payments: ReadonlyMap<string, PurchasedPayment>,
  ) {
    this.payments = new Map([...payments].map(([orderId, payment]) => [orderId, { ...payment }]));
    for (const line of lines) {
      const key = `${line.customerId} ${line.sku}`;
      const list = this.lines.get(key);
      if (list) list.push({ ...line });
      else this.lines.set(key, [{ ...line }]);
    }
    // The latest purchase first; of one order the last line first.
    for (const list of this.lines.values()) {
      list.sort((a, b) => b.placedAt.getTime() - a.placedAt.getTime() || b.position - a.position);
    }
  }

  /**
   * Spreads a credit over what its customer bought before: the latest purchase of the same item first, as far as units
   * are left, at the credit's price and never above what the line and its payment can still give back. The rest stands
   * alone. Each line's parts and rest add up to the line.
   */
  match(credit: CreditToPost, customerId: string | null): MatchedLine[] {
    return credit.lines.map((line) => {
      const amountMinor = lineAmount(line.unitPrice, line.quantity, credit.currency);
      const matched: MatchedLine = {
        kind: line.kind,
        sku: line.sku,
        title: line.title,
        quantity: line.quantity,
        amountMinor,
        parts: [],
        aloneUnits: line.quantity,
        aloneMinor: amountMinor,
      };
      const bought = customerId === null ? [] : (this.lines.get(`${customerId} ${line.sku}`) ?? []);
      for (const purchase of bought) {
        if (matched.aloneUnits === 0) break;
        if (purchase.unitsLeft === 0 || purchase.placedAt > credit.issuedAt) continue;
        this.take(purchase, matched);
      }
      return matched;
    });
  }

  paymentOf(orderId: string): string | undefined {
    return this.payments.get(orderId)?.paymentId;
  }

  private take(purchase: PurchasedLine, credit: MatchedLine): void {
    const units = Math.min(purchase.unitsLeft, credit.aloneUnits);
    const payment = this.payments.get(purchase.orderId);
    // The rest's share of these units, so that the parts of a line always add up to it.
    const asked = divideHalfEven(credit.aloneMinor * BigInt(units), BigInt(credit.aloneUnits));
    const amountMinor = smallest(asked, purchase.amountLeft, payment?.left ?? 0n);
    purchase.unitsLeft -= units;
    purchase.amountLeft -= amountMinor;
    if (payment) payment.left -= amountMinor;
    credit.aloneUnits -= units;
    credit.aloneMinor -= amountMinor;
    credit.parts.push({ orderId: purchase.orderId, lineId: purchase.lineId, units, amountMinor });
  }
}

function smallest(first: Minor, ...others: Minor[]): Minor {
  let least = first;
  for (const amount of others) if (amount < least) least = amount;
  return least;
}
