import type { Minor } from "@/lib/core/money";
import type { Plan, SalesPosting } from "@/lib/orders/rules/plan";
import type { OrderState } from "@/lib/orders/rules/state";
import { plainDecimal } from "./invoice-lines";
import { type DocumentKind, documentKinds, type LiveDocument } from "./kinds";
import { partiesOf } from "./parties";

/** One thing that happens to the documents of an order as it changes; minor units of its currency. */
export type DocumentStep =
  /** A credit note over all that is left of an invoice. */
  | { do: "reverse"; document: LiveDocument; amountMinor: Minor }
  /** It stops to stand without one: a receipt, or an invoice of which nothing is left. */
  | { do: "withdraw"; document: LiveDocument }
  /** A credit note over part of an invoice, from the sales that giving money back posts. */
  | { do: "credit"; document: LiveDocument; amountMinor: Minor; sales: readonly SalesPosting[] }
  | { do: "issue"; kind: DocumentKind; totalMinor: Minor };

/**
 * How the documents of an order follow a plan for it, in the order in which it is written. Where what an invoice says
 * changes, it is taken back by a credit note and issued anew over what is left; money that was given back for goods is
 * credited. A receipt is withdrawn and issued anew. What was invoiced stays so; nothing is invoiced that was not, but
 * what the plan names: units that were invoiced where they came from.
 */
export function documentSteps(plan: Plan, after: OrderState): DocumentStep[] {
  const asked = plan.documents ?? [];
  const live = plan.order?.documents ?? [];
  if (live.length === 0 && asked.length === 0) return [];
  const sales = (plan.sales ?? []).filter(({ kind }) => kind === "refund");
  const givenBack = sales.reduce((sum, { amountMinor }) => sum - amountMinor, 0n);
  const changed = plan.order !== undefined && live.length > 0 && sayingOf(plan.order) !== sayingOf(after);
  const steps: DocumentStep[] = [];
  const anew = new Set<DocumentKind>(asked);
  for (const document of live) {
    const { kind } = document;
    if (changed || asked.includes(kind) || (kind === "receipt" && sales.length > 0)) {
      steps.push(endOf(document));
      anew.add(kind);
    } else if (kind === "invoice" && givenBack > 0n) {
      steps.push({ do: "credit", document, amountMinor: givenBack, sales });
    }
  }
  const totalMinor = after.totalMinor - (live[0]?.givenBackMinor ?? 0n) - givenBack;
  const left = totalMinor !== 0n || after.lines.some((line) => line.cancelled < line.ordered);
  for (const kind of left ? documentKinds : []) if (anew.has(kind)) steps.push({ do: "issue", kind, totalMinor });
  return steps;
}

function endOf(document: LiveDocument): DocumentStep {
  const amountMinor = document.totalMinor - document.creditedMinor;
  const nothingLeft = amountMinor === 0n && document.creditedMinor > 0n;
  return document.kind === "invoice" && !nothingLeft
    ? { do: "reverse", document, amountMinor }
    : { do: "withdraw", document };
}

/** All that an invoice says of an order and may change, as one text. A telephone number or a code of ours is none of it. */
function sayingOf(order: OrderState): string {
  const { phone: _, ...billTo } = partiesOf(order).billTo;
  return JSON.stringify([
    billTo,
    ...order.lines
      .filter((line) => line.cancelled < line.ordered)
      .map((line) => [
        line.title,
        line.ordered - line.cancelled,
        plainDecimal(line.unitPrice),
        `${line.totalMinor - line.cancelledMinor}`,
      ]),
    `${order.discountMinor} ${order.shippingMinor} ${order.shippingTaxMinor} ${order.taxMinor} ${order.totalMinor}`,
  ]);
}

/** What a preview says of one document; minor units as text. */
export type DocumentEffect = {
  kind: DocumentKind;
  /** The one that stands; null where the order had none. */
  number: string | null;
  /** What a credit note takes back of it; null for a receipt. */
  creditedMinor: string | null;
  /** Over what it is issued anew; null where nothing is left, or it goes on standing. */
  issuedMinor: string | null;
  /** It goes on standing over the rest. */
  stands: boolean;
};

/** The documents of an order as a preview tells them: one row a kind that something happens to. */
export function documentEffects(plan: Plan, after: OrderState): DocumentEffect[] {
  const steps = documentSteps(plan, after);
  return documentKinds.flatMap((kind) => {
    const end = steps.find((step) => step.do !== "issue" && step.document.kind === kind);
    const issue = steps.find((step) => step.do === "issue" && step.kind === kind);
    if (!end && !issue) return [];
    return {
      kind,
      number: end && "document" in end ? end.document.number : null,
      creditedMinor: end && "amountMinor" in end ? `${end.amountMinor}` : null,
      issuedMinor: issue && "totalMinor" in issue ? `${issue.totalMinor}` : null,
      stands: end?.do === "credit" && end.document.creditedMinor + end.amountMinor < end.document.totalMinor,
    };
  });
}

/** What happens to a document, in one word. */
export const documentWords = ["issued", "reissued", "credited", "partly", "renewed", "withdrawn"] as const;
export type DocumentWord = (typeof documentWords)[number];

export function wordOfDocument({ number, creditedMinor, issuedMinor, stands }: DocumentEffect): DocumentWord {
  if (number === null) return "issued";
  if (stands) return "partly";
  if (issuedMinor === null) return creditedMinor === null ? "withdrawn" : "credited";
  return creditedMinor === null ? "renewed" : "reissued";
}
