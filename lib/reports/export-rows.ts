import type { Actor } from "@/lib/actor";
import type { CsvValue } from "@/lib/core/csv";
import { addDays, type Day, stepsOf } from "@/lib/core/dates";
import { toDecimalString } from "@/lib/core/money";
import type { ExportTable } from "./inputs";
import type { ReportParams } from "./params";
import { getBreakdown } from "./queries/get-breakdown";
import { getBuyerReport } from "./queries/get-buyer-report";
import { getItemReport } from "./queries/get-item-report";
import { getReasonReport } from "./queries/get-reason-report";
import { getReturnReport } from "./queries/get-return-report";
import { getSalesReport } from "./queries/get-sales-report";
import { type Behind, listOrdersBehind } from "./queries/list-orders-behind";
import { listReturned } from "./queries/list-returned";
import { listShipped } from "./queries/list-shipped";
import type { RowFigures } from "./rules/breakdown";
import { buyerGroups } from "./rules/buyers";
import type { Costs } from "./rules/costs";
import { hourAt } from "./rules/hours";
import { type ReportPeriod, stepWithin } from "./rules/period";
import { returnGroupings } from "./rules/returned";

export type ExportFile = { header: string[]; rows: AsyncIterable<CsvValue[]> | Iterable<CsvValue[]> };
type ExportContext = {
  actor: Actor;
  period: ReportPeriod;
  params: ReportParams;
  currency: string;
  shopCurrency: string;
  language: string;
  timeZone: string;
  today: Day;
};

const costHeader = ["cost", "cost_currency", "margin", "without_cost"];

/** What is not known stays empty. */
function costCells(costs: Costs | null, currency: string, shopCurrency: string): CsvValue[] {
  const amount = (minor: bigint | null, of: string) => (minor === null ? "" : toDecimalString(minor, of));
  if (!costs) return ["", shopCurrency, "", ""];
  const { cost, margin, uncosted } = costs;
  return [amount(cost, shopCurrency), shopCurrency, amount(margin, currency), amount(uncosted, currency)];
}

const pageOfRows = 1_000;
const mostGroups = 50_000;

const amounts: ReadonlySet<string> = new Set([
  "gross",
  "discounts",
  "refunds",
  "net",
  "net_compared",
  "amount",
  "amount_compared",
]);

/** The same rows for a sheet, which calculates with its amounts: as numbers. */
export async function* sheetRows({ header, rows }: ExportFile): AsyncGenerator<CsvValue[]> {
  for await (const row of rows)
    yield row.map((value, column) => (value !== "" && amounts.has(header[column] ?? "") ? Number(value) : value));
}

/** The rows of one table of the sales report, amounts as plain decimals of their currency. */
export async function exportRows(table: ExportTable, context: ExportContext): Promise<ExportFile> {
  if (table === "orders")
    return {
      header: ["day", "number", "customer", "channel", "country", "what", "units", "amount", "currency"],
      rows: ordersBehind(context),
    };
  if (table === "groups") return groups(context);
  if (table === "sellers") return sellers(context);
  if (table === "reasons") return reasons(context);
  if (table === "customers") return customers(context);
  if (table === "returns") return returns(context);
  if (table === "returned")
    return {
      header: [
        "day",
        "rma",
        "order",
        "customer",
        "channel",
        "sku",
        "product",
        "reason",
        "outcome",
        "units",
        "amount",
        "currency",
      ],
      rows: returnedLines(context),
    };
  if (table === "shipped")
    return {
      header: ["day", "parcels", "order", "customer", "channel", "sku", "product", "units", "currency"],
      rows: shippedLines(context),
    };
  const { actor, period, params, currency, shopCurrency, language } = context;
  const filter = { channel: params.channel, country: params.country };
  const report = await getSalesReport(actor, period, { language, shopCurrency, currency, filter });
  const amount = (minor: bigint) => toDecimalString(minor, report.currency);
  const before = (minor: bigint) => (period.compared ? amount(minor) : "");
  switch (table) {
    case "channels":
    case "countries":
      return {
        header: [table === "channels" ? "channel" : "country", "name", "net", "net_compared", "orders", "currency"],
        rows: report[table].map((row) => [
          row.key,
          row.label,
          amount(row.net),
          before(row.before),
          row.orders,
          report.currency,
        ]),
      };
    case "items":
      return {
        header: ["sku", "product", "net", "net_compared", "units", "currency"],
        rows: report.items.map((row) => [
          row.sku,
          row.title,
          amount(row.net),
          before(row.before),
          row.units,
          report.currency,
        ]),
      };
    case "steps": {
      const found = new Map(report.series.map((point) => [point.step, point]));
      const costs = report.costs ? costHeader : [];
      return {
        header: ["from", "to", "gross", "net", "orders", ...costs, "currency"],
        rows: stepsOf(period.range, period.by).map((step) => {
          const { from, to } = stepWithin(step, period.by, period.range);
          const { gross = 0n, net = 0n, orders = 0, costs = null } = found.get(step) ?? {};
          const cost = report.costs ? costCells(costs, report.currency, shopCurrency) : [];
          return [from, addDays(to, -1), amount(gross), amount(net), orders, ...cost, report.currency];
        }),
      };
    }
  }
}

/** All groups of a break-down, and below them what is of no item: together the total. */
async function groups({ actor, period, params, currency, shopCurrency, language }: ExportContext): Promise<ExportFile> {
  const { of = "product", channel, country } = params;
  const options = { language, shopCurrency, currency, filter: { channel, country }, limit: mostGroups };
  const table = await getBreakdown(actor, of, period.range, options);
  const amount = (minor: bigint) => toDecimalString(minor, table.currency);
  const row = (key: string, label: string, figures: RowFigures): CsvValue[] => [
    ...[key, label, amount(figures.gross), amount(figures.discounts), amount(figures.refunds), amount(figures.net)],
    ...[figures.orders, figures.units],
    ...(table.total.costs ? costCells(figures.costs, table.currency, shopCurrency) : []),
    table.currency,
  ];
  const costs = table.total.costs ? costHeader : [];
  return {
    header: [of, "name", "gross", "discounts", "refunds", "net", "orders", "units", ...costs, "currency"],
    rows: [
      ...table.rows.map((each) => row(each.key, each.label, each)),
      ...(table.others ? [row("", "others", table.others)] : []),
      ...(table.rest ? [row("", "shipping and fees", table.rest)] : []),
    ],
  };
}

/** Best and worst sellers; an item that was not sold lately has no days. */
async function sellers({ actor, params, currency, ...context }: ExportContext): Promise<ExportFile> {
  const { channel } = params;
  const report = await getItemReport(actor, context.period, { ...context, currency, filter: { channel } });
  const amount = (minor: bigint) => toDecimalString(minor, report.currency);
  return {
    header: ["list", "sku", "product", "units", "net", "net_compared", "free", "days_of_cover", "currency"],
    rows: (["best", "worst"] as const).flatMap((list) =>
      report[list].map((row) => [
        ...[list, row.sku, row.title, row.units, amount(row.net), context.period.compared ? amount(row.before) : ""],
        ...[row.free, row.daysOfCover ?? "", report.currency],
      ]),
    ),
  };
}

/** Refunds and cancellations by reason, as the ledger has them: with a minus. */
async function reasons({ actor, period, params, currency, shopCurrency }: ExportContext): Promise<ExportFile> {
  const { channel, country } = params;
  const report = await getReasonReport(actor, period, {
    ...{ shopCurrency, currency, filter: { channel, country } },
  });
  const amount = (minor: bigint) => toDecimalString(-minor, report.currency);
  return {
    header: ["kind", "reason", "cases", "units", "amount", "amount_compared", "currency"],
    rows: report.groups.flatMap(({ kind, rows }) =>
      rows.map((row) => [
        ...[kind, row.reason, row.cases, row.units, amount(row.amount), row.before ? amount(row.before.amount) : ""],
        report.currency,
      ]),
    ),
  };
}

/** New and returning customers of each step; what is of no customer on file has no count of customers. */
async function customers({ actor, period, params, currency, shopCurrency }: ExportContext): Promise<ExportFile> {
  const { channel, country } = params;
  const report = await getBuyerReport(actor, period, { shopCurrency, currency, filter: { channel, country } });
  return {
    header: ["from", "to", "customers", "count", "orders", "net", "currency"],
    rows: report.steps.flatMap(({ step, sums }) => {
      const { from, to } = stepWithin(step, period.by, period.range);
      return buyerGroups.map((group) => {
        const { customers, orders, net } = sums[group];
        const count = group === "unknown" ? "" : customers;
        return [from, addDays(to, -1), group, count, orders, toDecimalString(net, report.currency), report.currency];
      });
    }),
  };
}

/** Returned units told apart in each way, and of items what left of them in the same days; each way adds up to the whole. */
async function returns({ period, params, ...context }: ExportContext): Promise<ExportFile> {
  const { channel } = params;
  const report = await getReturnReport(context.actor, period, { ...context, filter: { channel }, items: mostGroups });
  const amount = (minor: bigint) => toDecimalString(minor, report.currency);
  const groups = returnGroupings.flatMap((grouping) =>
    report.groups[grouping].map((row): CsvValue[] => [
      ...[grouping, row.key, row.label, row.units, amount(row.value)],
      ...[row.before?.units ?? "", "", "", report.currency],
    ]),
  );
  const items = report.items.map((row): CsvValue[] => [
    ...["item", row.sku, row.title, row.units, amount(row.value)],
    ...["", row.shipped, row.rate === null ? "" : row.rate.toFixed(4), report.currency],
  ]);
  return {
    header: ["by", "key", "name", "units", "amount", "units_compared", "units_shipped", "rate", "currency"],
    rows: [...groups, ...items],
  };
}

async function* returnedLines({
  actor,
  period,
  params,
  currency,
  ...context
}: ExportContext): AsyncGenerator<CsvValue[]> {
  const { channel, sku, reason, outcome } = params;
  const behind = { range: period.range, timeZone: context.timeZone, currency, channel, sku, reason, outcome };
  for (let after = ""; ; ) {
    const page = await listReturned(actor, behind, { after, before: "" }, context.language, pageOfRows);
    for (const row of page.rows)
      yield [
        ...[row.day, row.rma, row.order, row.customer, row.channel, row.sku, row.title, row.reason, row.outcome],
        ...[row.units, toDecimalString(row.value, currency), currency],
      ];
    if (!page.older) return;
    after = page.older;
  }
}

async function* shippedLines({
  actor,
  period,
  params,
  currency,
  ...context
}: ExportContext): AsyncGenerator<CsvValue[]> {
  const { channel, sku } = params;
  const behind = { range: period.range, timeZone: context.timeZone, currency, channel, sku };
  for (let after = ""; ; ) {
    const page = await listShipped(actor, behind, { after, before: "" }, context.language, pageOfRows);
    for (const row of page.rows)
      yield [
        ...[row.day, row.parcels.join(" "), row.order, row.customer, row.channel, row.sku, row.title, row.units],
        currency,
      ];
    if (!page.older) return;
    after = page.older;
  }
}

async function* ordersBehind({
  actor,
  period,
  params,
  currency,
  shopCurrency,
  language,
  timeZone,
}: ExportContext): AsyncGenerator<CsvValue[]> {
  const { channel, country, item, sku, category, customer, buyers, staff, reason, measure = "net" } = params;
  const hour = hourAt(params.hour, period.range, timeZone);
  const counted = measure === "cost" ? shopCurrency : currency;
  for (let after = ""; ; ) {
    const behind: Behind = {
      ...{
        range: period.range,
        currency,
        measure,
        channel,
        country,
        item,
        sku,
        category,
        customer,
        buyers,
        staff,
        reason,
        hour,
      },
    };
    const page = await listOrdersBehind(actor, behind, { after, before: "" }, language, pageOfRows);
    for (const row of page.rows) {
      yield [
        row.day,
        row.number,
        row.customer,
        row.channel,
        row.country,
        row.kinds.join(" "),
        row.quantity,
        toDecimalString(row.amount, counted),
        counted,
      ];
    }
    if (!page.older) return;
    after = page.older;
  }
}
