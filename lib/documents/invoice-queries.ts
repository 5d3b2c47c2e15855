import type postgres from "postgres";
import { connection } from "@/db/client";
import { may } from "@/lib/actor";
import { businessDay } from "@/lib/core/dates";
import { assert } from "@/lib/core/result";
import type { DocumentLanguage, InvoiceDto } from "@/lib/documents/dto";
import { orderNumbersOf, type PrintContext, type PrintOf } from "./queries";
import { contentOf, readInvoiced } from "./read-invoiced";
import { type DataWords, type DocumentContent, documentDto } from "./rules/content";

type Row = {
  kind: InvoiceDto["kind"];
  number: string;
  orderId: string;
  issuedAt: Date;
  corrects: string | null;
  content: DocumentContent | null;
};

/**
 * Documents as they were issued: those that are named, and of orders the invoice and the receipt that stand. An order
 * without one is left out.
 */
export async function invoicesOf(
  of: PrintOf,
  { actor, shop }: PrintContext,
  wordsIn: (language: DocumentLanguage) => DataWords,
): Promise<InvoiceDto[]> {
  assert(may(actor, "documents.invoice"), `${actor.role} may not documents.invoice`);
  const reader = connection();
  const orders = await orderNumbersOf(of);
  const rows = await reader.sql<Row[]>`
    select d.kind, d.number, d.order_id as "orderId", d.issued_at as "issuedAt", c.number as corrects, d.content
    from documents d left join documents c on c.id = d.corrects_id
    where d.number = any(${[...(of.documents ?? [])]}::text[])
      or (d.kind <> 'credit_note' and d.reversed_at is null
          and d.order_id in (select id from orders where number = any(${orders}::text[])))
    order by d.number`;
  // Of old their order says what they say: it did not change since, or that would have been kept.
  const bare = rows.filter(({ content }) => content === null).map(({ orderId }) => orderId);
  const found = await readInvoiced(reader, bare, shop);
  return rows.map(({ orderId, issuedAt, ...row }) => {
    const content = row.content ?? contentOf(found, orderId).content;
    const issuedDay = businessDay(new Date(issuedAt), content.shop.timeZone);
    return documentDto({ ...row, issuedDay, content }, wordsIn(content.language));
  });
}

/** A document of an order as its page and the API list it; amounts in minor units as text. */
export type DocumentRow = {
  kind: InvoiceDto["kind"];
  number: string;
  issuedAt: Date;
  issuedBy: string;
  totalMinor: string;
  /** What credit notes took off an invoice. */
  creditedMinor: string;
  /** The invoice that a credit note takes back. */
  corrects: string | null;
  /** The credit note that took back all that was left of it. */
  reversedBy: string | null;
  reversedAt: Date | null;
};

/** All documents of an order, newest first. */
export async function listDocuments(
  orderId: string,
  { sql }: { sql: postgres.ISql } = connection(),
): Promise<DocumentRow[]> {
  const rows = await sql<DocumentRow[]>`
    select d.kind, d.number, d.issued_at as "issuedAt", d.issued_by as "issuedBy", d.total_minor::text as "totalMinor",
      d.credited_minor::text as "creditedMinor", c.number as corrects, n.number as "reversedBy", d.reversed_at as "reversedAt"
    from documents d left join documents c on c.id = d.corrects_id
    left join documents n on n.corrects_id = d.id and n.reversing
    where d.order_id = ${orderId} order by d.issued_at desc, d.id desc`;
  return rows.map((row) => ({
    ...row,
    issuedAt: new Date(row.issuedAt),
    reversedAt: row.reversedAt && new Date(row.reversedAt),
  }));
}
