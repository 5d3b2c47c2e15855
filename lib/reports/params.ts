import { isCurrency } from "@/lib/core/money";
import type { SearchParams } from "@/lib/list/params";
import { type ReturnOutcome, returnOutcomes } from "@/lib/returns/rules/state";
import { type Dimension, dimensions } from "./rules/breakdown";
import { type BuyerKind, buyerKinds } from "./rules/buyers";
import { type BehindMeasure, costMeasures } from "./rules/costs";
import { measureNames } from "./rules/metrics";

/** What a report's address says, as text; a value that is not known is left out, so that an old bookmark still opens. */
export type ReportParams = {
  period?: string;
  compare?: string;
  by?: string;
  channel?: string;
  country?: string;
  currency?: string;
  measure?: BehindMeasure;
  /** SKU of any variant of a product. */
  item?: string;
  /** One variant. */
  sku?: string;
  category?: string;
  customer?: string;
  /** Those whose first order lies in the period, or before it. */
  buyers?: BuyerKind;
  staff?: string;
  reason?: string;
  /** What became of what came back. */
  outcome?: ReturnOutcome;
  /** The number of an hour of a single day. */
  hour?: string;
  /** What a table tells sales apart by. */
  of?: Dimension;
  /** The report that a list was opened from, as `reportOrigin` writes it. */
  origin?: string;
};

/** Reports that lead to the orders behind their figures. */
const origins = ["sales", "sales/by", "items", "reasons", "returns", "customers"] as const;
export type Origin = (typeof origins)[number];

// Orders without an address have no country, shipping no item …; an empty value would not survive in an address.
const nowhere = "none";
const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

export function readReportParams(params: SearchParams): ReportParams {
  const one = (name: string, longest = 120): string | undefined => {
    const value = params[name];
    const first = Array.isArray(value) ? value[0] : value;
    return first !== undefined && first.length <= longest && !first.includes("\0") ? first : undefined;
  };
  const currency = one("currency");
  const country = one("country");
  const group = (name: string) => {
    const value = one(name) || undefined;
    return value === nowhere ? "" : value;
  };
  const customer = group("customer");
  return {
    period: one("period"),
    compare: one("compare"),
    by: one("by"),
    channel: one("channel") || undefined,
    country: country === nowhere ? "" : country !== undefined && /^[A-Z]{2}$/.test(country) ? country : undefined,
    currency: isCurrency(currency) ? currency : undefined,
    measure: [...measureNames, ...costMeasures].find((name) => name === one("measure")),
    item: group("item"),
    sku: one("sku") || undefined,
    category: group("category"),
    customer: customer === "" || (customer !== undefined && uuid.test(customer)) ? customer : undefined,
    buyers: buyerKinds.find((kind) => kind === one("buyers")),
    staff: group("staff"),
    reason: group("reason"),
    outcome: returnOutcomes.find((name) => name === one("outcome")),
    hour: /^\d{1,2}$/.test(one("hour") ?? "") ? one("hour") : undefined,
    of: dimensions.find((name) => name === one("of")),
    origin: one("origin", 500),
  };
}

/** Where a list leads back to: the report with its days and choices. */
export function reportOrigin(report: Origin, params: ReportParams): string {
  return reportHref(report, { ...params, origin: undefined });
}

/** Reads what `reportOrigin` wrote; anything else leads to the sales of the same days. */
export function readOrigin({ origin = "", period, currency }: ReportParams): { report: Origin; href: string } {
  const [path = "", query = ""] = origin.split("?", 2);
  const report = origins.find((known) => known === path);
  if (!report) return { report: "sales", href: reportHref("/reports/sales", { period, currency }) };
  const params = readReportParams(Object.fromEntries(new URLSearchParams(query)));
  return { report, href: reportHref(`/reports/${report}`, { ...params, origin: undefined }) };
}

const canBeNone: ReadonlySet<string> = new Set(["country", "item", "category", "customer", "staff", "reason"]);

/** The address of a report that shows what this one does, but for the patch. */
export function reportHref(path: string, params: ReportParams, patch: ReportParams = {}): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...params, ...patch })) {
    if (value !== undefined) query.set(name, value === "" && canBeNone.has(name) ? nowhere : value);
  }
  const text = query.toString();
  return text === "" ? path : `${path}?${text}`;
}
