import type { CreditToPost, OrderToReceive, WriteOffToPost } from "./reading";
import { kindOf } from "./sources/online-retail";

/** What a whole book says of one item, gathered before any of it is posted. */
export type BookItem = { sku: string; title: string; unitPrice: string; balance: number; lowest: number };

/**
 * Walks a book in the order in which it is posted and finds, per item, the units that must have been there before:
 * as many as it ever lacks. With that opening stock no level is ever negative.
 */
export class Book {
  readonly items = new Map<string, BookItem>();
  firstAt: Date | null = null;

  /** Documents of one piece: orders first, then credits, then write-offs, as the piece is posted. */
  add(documents: {
    orders: readonly OrderToReceive[];
    credits: readonly CreditToPost[];
    writeOffs: readonly WriteOffToPost[];
  }): void {
    for (const order of documents.orders) {
      if (order.placedAt) this.seen(new Date(order.placedAt));
      for (const line of order.lines) {
        const item = line.kind === "product" ? this.item(line.sku ?? "") : undefined;
        if (!item) continue;
        if (line.title && (item.title === "" || item.unitPrice === "0")) item.title = line.title;
        if (line.unitPrice !== undefined && line.unitPrice !== "0") item.unitPrice = line.unitPrice;
        move(item, -line.quantity);
      }
    }
    for (const credit of documents.credits) {
      this.seen(credit.issuedAt);
      for (const line of credit.lines) {
        if (line.kind !== "product") continue;
        const item = this.item(line.sku);
        if (item.title === "") item.title = line.title;
        move(item, line.quantity);
      }
    }
    for (const writeOff of documents.writeOffs) {
      this.seen(writeOff.at);
      for (const line of writeOff.lines) if (kindOf(line.sku) === "product") move(this.item(line.sku), -line.quantity);
    }
  }

  private seen(at: Date): void {
    if (this.firstAt === null || at < this.firstAt) this.firstAt = at;
  }

  private item(sku: string): BookItem {
    let item = this.items.get(sku);
    if (!item) {
      item = { sku, title: "", unitPrice: "0", balance: 0, lowest: 0 };
      this.items.set(sku, item);
    }
    return item;
  }
}

/** Units that must have been on the shelf before the book begins. */
export function openingOf(item: BookItem): number {
  return -item.lowest;
}

function move(item: BookItem, units: number): void {
  item.balance += units;
  if (item.balance < item.lowest) item.lowest = item.balance;
}
