import type { z } from "zod";
import type { receiveOrderInput } from "@/lib/orders/inputs";
import type { LineKind } from "@/lib/orders/rules/state";
import type { FileRow, RowProblem } from "./cells";
import type { OrderField } from "./fields";
import type { SourceName } from "./source-names";

/** All rows of one order, in the order of the file. */
export type RowGroup = {
  key: string;
  rows: readonly FileRow[];
  /** Rows beyond what an order may have are counted, not kept. */
  rowCount: number;
  /** Its rows lie further apart than a file is read ahead: part of it has been taken already. */
  late: boolean;
};

export type OrderToReceive = Omit<z.input<typeof receiveOrderInput>, "channel">;

/** What happened to an order before this house knew it; it comes in as history and leaves today's stock alone. */
export type OrderHistory = {
  paidAt: Date | null;
  shippedAt: Date;
  /** Null while the parcel is still on its way. */
  deliveredAt: Date | null;
  /** Minor units given back later; "all" for the whole order. */
  refundedMinor: bigint | "all";
  carrier: string;
  trackingNumber: string;
};

export type CreditLine = {
  row: number;
  kind: LineKind;
  sku: string;
  title: string;
  quantity: number;
  unitPrice: string;
};

export type CreditToPost = {
  externalId: string;
  currency: string;
  issuedAt: Date;
  customer: { externalKey: string; name: string } | null;
  country: string;
  lines: CreditLine[];
};

export type WriteOffToPost = {
  externalId: string;
  at: Date;
  lines: { row: number; sku: string; quantity: number; note: string }[];
};

/** What the rows of one order turn out to be. */
export type Reading =
  | {
      kind: "order";
      order: OrderToReceive & { externalId: string };
      history: OrderHistory | null;
      warnings: RowProblem[];
    }
  | { kind: "credit"; credit: CreditToPost }
  | { kind: "write_off"; writeOff: WriteOffToPost }
  | { kind: "skipped"; problem: RowProblem }
  | { kind: "refused"; problems: RowProblem[] };

export type ReadOptions = {
  columns: ReadonlyMap<OrderField, number>;
  currency: string;
  timeZone: string;
};

export type Source = {
  name: SourceName;
  /** How surely a file with these columns comes from here, 0 to 1. */
  detect(header: readonly string[]): number;
  /** Header names (lower case, trimmed) by meaning. */
  names: Readonly<Partial<Record<OrderField, readonly string[]>>>;
  required: readonly OrderField[];
  /** What the file does not say: its currency and its clock; null for the shop's own. */
  currency: string | null;
  timeZone: string | null;
  /** Channel its orders belong to unless somebody chooses another. */
  channel: { code: string; name: string; nameZh: string; kind: "import" | "marketplace" | "shopify" | "woocommerce" };
  /** The file is the whole book of a shop: its items, customers and stock movements are made as it is read. */
  wholeBook: boolean;
  read(group: RowGroup, options: ReadOptions): Reading;
};
