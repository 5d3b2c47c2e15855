import { documents } from "@/db/schema/documents";
import type { Tx } from "@/db/transaction";
import type { Actor } from "@/lib/actor";
import { newId } from "@/lib/core/ids";
import { assert } from "@/lib/core/result";
import type { Plan, PlannedEvent } from "@/lib/orders/rules/plan";
import type { OrderState } from "@/lib/orders/rules/state";
import { insertRows, toJson } from "@/lib/rows";
import { loadShop } from "@/lib/shop";
import { contentOf, type Invoiced, readInvoiced } from "./read-invoiced";
import { creditMoney, type DocumentContent, partialContent, reversalContent } from "./rules/content";
import type { DocumentStep } from "./rules/follow";
import type { DocumentKind } from "./rules/kinds";

type Paper = {
  plan: Pick<Plan, "bulk">;
  after: Pick<OrderState, "id" | "currency">;
  steps: readonly DocumentStep[];
};

export type Issued = { kind: DocumentKind; number: string };
export type Written = { events: PlannedEvent[]; issued: Issued[] };

/**
 * Keeps what documents of old say, before their orders change: they were drawn from their orders until now, so that is
 * what was issued as far as anybody can still know.
 */
export async function keepContents(tx: Tx, orders: readonly Pick<OrderState, "id" | "documents">[]): Promise<void> {
  const bare = orders.flatMap(({ id: orderId, documents }) =>
    documents.filter(({ kept }) => !kept).map(({ id }) => ({ id, orderId })),
  );
  if (bare.length === 0) return;
  const found = await readInvoiced(
    tx,
    bare.map(({ orderId }) => orderId),
    await loadShop(tx.sql),
  );
  const rows = bare.map(({ id, orderId }) => ({ id, content: contentOf(found, orderId).content }));
  await tx.sql`
    update documents d set content = p.content
    from json_to_recordset(${toJson(rows)}::text::json) as p(id uuid, content jsonb)
    where d.id = p.id and d.content is null`;
}

/**
 * Writes what happens to the documents of orders that were just posted: credit notes first, then what is issued anew.
 * Answers with the events that tell it, by order, in the order of the steps.
 */
export async function writeDocuments(
  { tx, actor, now }: { tx: Tx; actor: Actor; now: Date },
  papers: readonly Paper[],
): Promise<Map<string, Written>> {
  const steps = papers.flatMap(({ steps }) => steps);
  const reversed = steps.flatMap((step) => (step.do === "reverse" || step.do === "credit" ? [step.document.id] : []));
  const orderIds = papers.map(({ after }) => after.id);
  const [found, kept] = await Promise.all([
    loadShop(tx.sql).then((shop) => readInvoiced(tx, orderIds, shop)),
    readContents(tx, reversed),
  ]);
  const next = await claimNumbers(tx, {
    credit_note: reversed.length,
    invoice: steps.filter((step) => step.do === "issue" && step.kind === "invoice").length,
    receipt: steps.filter((step) => step.do === "issue" && step.kind === "receipt").length,
  });
  const notes: object[] = [];
  const withdrawn: string[] = [];
  const issued: object[] = [];
  const row = { issuedAt: now, issuedBy: actor.name, correctsId: null as string | null, reversing: false };
  const written = new Map<string, Written>();
  for (const { plan, after, steps } of papers) {
    const { id: orderId, currency } = after;
    const of: Written = { events: [], issued: [] };
    written.set(orderId, of);
    // What a change of many orders did to the documents is told as its doing too.
    const { bulk } = plan;
    const tell = (type: string, data: Record<string, unknown>) =>
      of.events.push({ type, data: bulk === undefined ? data : { ...data, bulk } });
    for (const step of steps) {
      if (step.do === "issue") {
        const { kind } = step;
        const { content } = contentOf(found, orderId);
        const number = next(kind);
        issued.push({ ...row, id: newId(), kind, number, orderId, content, totalMinor: BigInt(content.totalMinor) });
        of.issued.push({ kind, number });
        tell("document.issued", { kind, document: number, amountMinor: content.totalMinor, currency });
        continue;
      }
      const { kind, number: document, id } = step.document;
      if (step.do === "withdraw") {
        withdrawn.push(id);
        tell("document.withdrawn", { kind, document });
        continue;
      }
      const content = creditContent(step, kept.get(id), contentOf(found, orderId));
      const number = next("credit_note");
      const totalMinor = BigInt(content.totalMinor);
      const reversing = step.do === "reverse";
      const note = { ...row, id: newId(), kind: "credit_note", number, orderId, content, totalMinor };
      notes.push({ ...note, correctsId: id, reversing });
      const type = reversing ? "document.reversed" : "document.credited";
      tell(type, { kind, document, creditNote: number, amountMinor: content.totalMinor, currency });
    }
  }
  // The database takes a credit note off its invoice, which makes room for the next one that stands.
  if (notes.length > 0) await insertRows(tx, documents, notes);
  if (withdrawn.length > 0)
    await tx.sql`update documents set reversed_at = ${now.toISOString()} where id = any(${withdrawn}::uuid[])`;
  if (issued.length > 0) await insertRows(tx, documents, issued);
  return written;
}

function creditContent(
  step: Extract<DocumentStep, { do: "reverse" | "credit" }>,
  kept: Kept | undefined,
  { lines, shippingTaxRate }: Invoiced,
): DocumentContent {
  assert(kept, "what a document says is kept before its order changes");
  const { content, earlier } = kept;
  if (step.do === "reverse") return reversalContent(content, earlier);
  return partialContent(content, creditMoney(step.sales, { lines, shippingTaxRate, taxIncluded: content.taxIncluded }));
}

type Kept = { content: DocumentContent; earlier: DocumentContent[] };

/** What invoices say, with the credit notes there are of them already. */
async function readContents(tx: Tx, ids: readonly string[]): Promise<Map<string, Kept>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.sql<({ id: string } & Kept)[]>`
    select d.id, d.content,
      coalesce((select jsonb_agg(n.content order by n.number) from documents n where n.corrects_id = d.id), '[]') as earlier
    from documents d where d.id = any(${[...ids]}::uuid[])`;
  return new Map(rows.map(({ id, ...kept }) => [id, kept]));
}

const prefixes = { credit_note: "CRN", invoice: "INV", receipt: "REC" } as const;
type Series = keyof typeof prefixes;

/**
 * The next numbers of each series, without a gap: the rows stay locked until the transaction ends, so whoever is next
 * waits, and a number that is not used is not taken. All three are always locked, in one order, so that two who issue
 * different kinds never wait for each other in a circle.
 */
async function claimNumbers(tx: Tx, wanted: Record<Series, number>): Promise<(series: Series) => string> {
  const rows = await tx.sql<{ name: Series; value: string }[]>`
    insert into counters as c (name, value)
    select name, wanted from json_to_recordset(${toJson(Object.entries(wanted).map(([name, count]) => ({ name, wanted: count })))}::text::json)
      as w(name text, wanted bigint) order by name
    on conflict (name) do update set value = c.value + excluded.value
    returning name, value`;
  const last = new Map(rows.map(({ name, value }) => [name, Number(value) - wanted[name]]));
  return (series) => {
    const number = (last.get(series) ?? 0) + 1;
    last.set(series, number);
    return `${prefixes[series]}-${String(number).padStart(6, "0")}`;
  };
}
