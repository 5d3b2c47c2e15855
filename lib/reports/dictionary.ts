import en from "@/lib/i18n/messages/en/reports.json";
import zh from "@/lib/i18n/messages/zh-CN/reports.json";
import { type Measure, measureNames, measures } from "./rules/metrics";

/** What a figure is counted in. */
export type Unit = "money" | "orders" | "units" | "hours" | "age" | "items" | "customers" | "share";

/** A figure of the reports: its words are those of the screens, its formula says what it adds up. */
export type Metric = {
  /** Where its name and its sentence stand in the texts of the reports. */
  name: string;
  how: string;
  formula: string;
  unit: Unit;
  shown: readonly string[];
};

const sales = "/reports/sales";
const by = "/reports/sales/by";
const behind = "/reports/sales/orders";
const reasons = "/reports/reasons";
const returns = "/reports/returns";
const returned = "/reports/returns/lines";
const shipped = "/reports/returns/shipped";
const items = "/reports/items";
const customers = "/reports/customers";
const orders = "/reports/orders";
const stock = "/reports/stock";

function ledgerFormula(measure: Measure): string {
  const { kinds, components } = measures[measure];
  return `sum of \`amount_minor\` in \`sales_entries\`, kinds ${kinds.join(", ")}; components ${components.join(", ")}`;
}

function shownOf(measure: Measure): string[] {
  if (measure === "cancelled" || measure === "takenBack") return [reasons, behind];
  return measure === "refunds" ? [sales, reasons, behind] : [sales, behind];
}

const open = "orders whose stage is open: see `openStages` in `lib/orders/rules/stage.ts`";

/** Every figure of the reports, once; those of the sales ledger come from the table the queries themselves read. */
export const metrics: readonly Metric[] = [
  ...measureNames.map(
    (measure): Metric => ({
      name: `measure.${measure}`,
      how: `how.${measure}`,
      formula: ledgerFormula(measure),
      unit: "money",
      shown: shownOf(measure),
    }),
  ),
  {
    name: "measure.cost",
    how: "how.cost",
    formula:
      "sum of `cost_minor` in `sales_entries`: `unit_cost` of the order line, written when the order was placed, × units; less cancelled units and units put back on a shelf",
    unit: "money",
    shown: [sales, by, behind],
  },
  {
    name: "measure.uncosted",
    how: "how.uncosted",
    formula: "sum of `amount_minor` in `sales_entries` with `uncosted`",
    unit: "money",
    shown: [sales, by, behind],
  },
  {
    name: "measure.margin",
    how: "how.margin",
    formula: "net sales of items − those with `uncosted` − cost; none where sales are not in the shop's currency",
    unit: "money",
    shown: [sales, by, behind],
  },
  {
    name: "measure.marginShare",
    how: "how.marginShare",
    formula: "margin ÷ (net sales of items − those with `uncosted`)",
    unit: "share",
    shown: [sales, by],
  },
  {
    name: "measure.orders",
    how: "how.orders",
    formula: "sum of `order_delta` in `sales_entries`",
    unit: "orders",
    shown: [sales],
  },
  {
    name: "measure.units",
    how: "how.units",
    formula: "sum of `quantity` in `sales_entries`, kinds sale, change, cancellation",
    unit: "units",
    shown: [sales, behind],
  },
  {
    name: "reasons.cases",
    how: "reasons.casesHow",
    formula: "sum of `case_delta` in `sales_entries`, kinds cancellation, refund",
    unit: "orders",
    shown: [reasons],
  },
  {
    name: "reasons.units",
    how: "reasons.unitsHow",
    formula: "− sum of `quantity` in `sales_entries`, kinds cancellation, refund",
    unit: "units",
    shown: [reasons],
  },
  {
    name: "reasons.share",
    how: "reasons.shareHow",
    formula: "amount of the reason ÷ amount of all reasons, cancellations and refunds apart",
    unit: "share",
    shown: [reasons],
  },
  {
    name: "returns.cases",
    how: "returns.casesHow",
    formula: "count of `returns` with `received_at` in the period and received units",
    unit: "orders",
    shown: [returns],
  },
  {
    name: "returns.units",
    how: "returns.unitsHow",
    formula: "sum of `received` in `return_lines`, by `received_at` of their return",
    unit: "units",
    shown: [returns, returned],
  },
  {
    name: "returns.value",
    how: "returns.valueHow",
    formula:
      "sum of (`total_minor` − `tax_minor`) × `received` ÷ `ordered` of the order's line, each line of a return rounded once",
    unit: "money",
    shown: [returns, returned],
  },
  {
    name: "returns.shipped",
    how: "returns.shippedHow",
    formula:
      "sum of `units` in `shipped_daily` and `shipped_not_rolled_up`: `quantity` of the lines of parcels by `shipped_at`",
    unit: "units",
    shown: [returns, shipped],
  },
  {
    name: "returns.rate",
    how: "returns.rateHow",
    formula:
      "units returned ÷ units shipped of the same period, and of the same variant; none where nothing was shipped",
    unit: "share",
    shown: [returns],
  },
  {
    name: "returns.share",
    how: "returns.shareHow",
    formula: "units of the group ÷ units returned",
    unit: "share",
    shown: [returns],
  },
  {
    name: "measure.averageOrder",
    how: "how.averageOrder",
    formula: "(gross + discounts) ÷ orders, rounded half to even; none without orders",
    unit: "money",
    shown: [sales],
  },
  {
    name: "column.change",
    how: "how.change",
    formula: "(figure − figure compared with) ÷ |figure compared with|; none where there was nothing before",
    unit: "share",
    shown: [sales, items, reasons, returns, customers, orders],
  },
  {
    name: "customers.new",
    how: "customers.newHow",
    formula:
      "count of customers with `order_delta` of kind sale above 0 in the period whose earliest order, by `placed_at` and no draft, has its `business_day` in the period",
    unit: "customers",
    shown: [customers],
  },
  {
    name: "customers.returning",
    how: "customers.returningHow",
    formula: "the same, earliest order before the period",
    unit: "customers",
    shown: [customers],
  },
  {
    name: "customers.share",
    how: "customers.shareHow",
    formula: "returning ÷ (new + returning) customers; none without customers",
    unit: "share",
    shown: [customers],
  },
  {
    name: "customers.netOf.new",
    how: "customers.netHow",
    formula: "net sales of customers whose earliest order lies in the period",
    unit: "money",
    shown: [customers, behind],
  },
  {
    name: "customers.netOf.returning",
    how: "customers.netHow",
    formula:
      "net sales of customers whose earliest order lies before the period, or who have a credit note and no order",
    unit: "money",
    shown: [customers, behind],
  },
  {
    name: "orders.open",
    how: "orders.openHow",
    formula: `count of ${open}`,
    unit: "orders",
    shown: [orders],
  },
  {
    name: "orders.late",
    how: "orders.lateHow",
    formula: "count of open orders with `promised_at` before now",
    unit: "orders",
    shown: [orders],
  },
  {
    name: "orders.held",
    how: "orders.heldHow",
    formula: "count of open orders with `held`",
    unit: "orders",
    shown: [orders],
  },
  {
    name: "orders.oldest",
    how: "orders.oldestHow",
    formula: "now − least `placed_at` of open orders",
    unit: "age",
    shown: [orders],
  },
  {
    name: "orders.byAge",
    how: "orders.byAgeHow",
    formula: "count of open orders by stage and by `placed_at`: today, 1–2, 3–6, 7 and more days of the shop ago",
    unit: "orders",
    shown: [orders],
  },
  {
    name: "measure.placedToShipped",
    how: "how.placedToShipped",
    formula: "median and 90th percentile of `first_shipped_at` − `placed_at`, orders placed in the period",
    unit: "hours",
    shown: [sales, orders],
  },
  {
    name: "orders.shippedToDelivered",
    how: "orders.shippedToDeliveredHow",
    formula: "median and 90th percentile of `delivered_at` − `first_shipped_at`, orders placed in the period",
    unit: "hours",
    shown: [orders],
  },
  {
    name: "orders.steps",
    how: "orders.stepsHow",
    formula:
      "median and 90th percentile of `approved_at` − `placed_at`, `picked_at` − `approved_at`, `packed_at` − `picked_at`, `first_shipped_at` − `packed_at`, `delivered_at` − `first_shipped_at`",
    unit: "hours",
    shown: [orders],
  },
  {
    name: "orders.breaches",
    how: "orders.breachesHow",
    formula: "count of orders, neither cancelled nor rejected, with `first_shipped_at`, or now, after `promised_at`",
    unit: "orders",
    shown: [orders],
  },
  {
    name: "orders.shippedOrders",
    how: "orders.shippedOrdersHow",
    formula: "count of orders placed in the period with `first_shipped_at`",
    unit: "orders",
    shown: [orders],
  },
  {
    name: "items.best",
    how: "items.bestHow",
    formula: "variants by net sales of items, largest first",
    unit: "items",
    shown: [items],
  },
  {
    name: "items.worst",
    how: "items.worstHow",
    formula:
      "variants whose `on_hand` − `reserved` − `damaged` − `quality_control` of all warehouses, by the movements' `occurred_at`, was above 0 from the first to the last moment of the period (now, if it is not over); fewest units first",
    unit: "items",
    shown: [items],
  },
  {
    name: "items.cover",
    how: "items.coverHow",
    formula: "free units × 28 ÷ units sold in 28 days, less those cancelled",
    unit: "age",
    shown: [items],
  },
  {
    name: "stock.value",
    how: "stock.valueHow",
    formula: "sum of `on_hand` × `unit_cost` over `stock_levels`, exact, rounded once",
    unit: "money",
    shown: [stock],
  },
  {
    name: "stock.units",
    how: "stock.unitsHow",
    formula: "sum of `on_hand` over `stock_levels`",
    unit: "units",
    shown: [stock],
  },
  {
    name: "stock.damaged",
    how: "stock.damagedHow",
    formula: "sum of `damaged` × `unit_cost` over `stock_levels`, exact, rounded once",
    unit: "money",
    shown: [stock],
  },
  {
    name: "stock.byCover",
    how: "stock.byCoverHow",
    formula: "free units × 28 ÷ units sold in 28 days, less those cancelled; stock value by band of days",
    unit: "money",
    shown: [stock],
  },
  {
    name: "stock.warnings",
    how: "stock.warningsHow",
    formula: "count of the rows of `lib/inventory/low-stock.ts`",
    unit: "items",
    shown: [stock],
  },
];

type Texts = { readonly [key: string]: string | Texts };

function textAt(texts: Texts, key: string): string {
  const text = key
    .split(".")
    .reduce<string | Texts | undefined>((at, part) => (typeof at === "object" ? at[part] : undefined), texts);
  if (typeof text !== "string") throw new Error(`no text ${key}`);
  return text;
}

const cell = (text: string) => text.replaceAll("|", "\\|");

/** The dictionary as a page of the documents. */
export function dictionaryPage(): string {
  const rows = metrics.map(({ name, how, formula, unit, shown }) =>
    [
      `${textAt(en, name)} (${textAt(zh, name)})`,
      textAt(en, how),
      formula,
      unit,
      shown.map((path) => `\`${path}\``).join(", "),
    ]
      .map(cell)
      .join(" | "),
  );
  return [
    "# Figures of the reports",
    "",
    "Written by `npm run docs:metrics` from `lib/reports/dictionary.ts`; a test fails when the two differ. Names and sentences are",
    "those the screens show, formulas of sales come from the table the queries read.",
    "",
    "- Amounts are integers of a currency's smallest unit; amounts of different currencies are never added.",
    "- Days are the shop's, also those of 23 and 25 hours.",
    "- An order counts on the day it was placed; changes, cancellations and refunds on their own day.",
    "",
    "| Figure | What it says | Formula | Unit | Shown |",
    "| --- | --- | --- | --- | --- |",
    ...rows.map((row) => `| ${row} |`),
    "",
  ].join("\n");
}
