import { connection } from "../../db/client.ts";
import type { Actor } from "../../lib/actor.ts";
import { productList } from "../../lib/catalog/list-spec.ts";
import { listProducts } from "../../lib/catalog/queries/list-products.ts";
import { inboxList } from "../../lib/channels/list-spec.ts";
import { countInbox, listDeliveries } from "../../lib/channels/queries.ts";
import { businessDay, startOfDay } from "../../lib/core/dates.ts";
import { customerList } from "../../lib/customers/list-spec.ts";
import { getCustomer, listCustomerOrders } from "../../lib/customers/queries/customer-profile.ts";
import { listCustomers } from "../../lib/customers/queries/list-customers.ts";
import { exceptionList } from "../../lib/exceptions/list-spec.ts";
import { getExceptionFigures } from "../../lib/exceptions/queries/figures.ts";
import { listExceptions } from "../../lib/exceptions/queries/list-exceptions.ts";
import { reconcileExceptions } from "../../lib/exceptions/reconcile.ts";
import { watchedTypes } from "../../lib/exceptions/rules/types.ts";
import { countQueue, listOrdersToPick, listShipments, listWaves } from "../../lib/fulfilment/queries/queue.ts";
import { listShipmentsOfOrder } from "../../lib/fulfilment/queries/shipments.ts";
import { getHome, getNavCounts } from "../../lib/home/queries.ts";
import { movementList, stockList, warningList } from "../../lib/inventory/list-spec.ts";
import { getStockItem } from "../../lib/inventory/queries/get-stock-item.ts";
import { listMovements } from "../../lib/inventory/queries/list-movements.ts";
import { listStock } from "../../lib/inventory/queries/list-stock.ts";
import { listWarnings } from "../../lib/inventory/queries/list-warnings.ts";
import { type ListSpec, readList, type SearchParams } from "../../lib/list/params.ts";
import { orderList } from "../../lib/orders/list-spec.ts";
import { countByStage, countOrders, listOrders } from "../../lib/orders/queries/list-orders.ts";
import { getOrderPage } from "../../lib/orders/queries/order-page.ts";
import { getReviewQueue } from "../../lib/orders/queries/review-queue.ts";
import { findTyped } from "../../lib/orders/search-condition.ts";
import { countRefunds, listRefunds } from "../../lib/payments/queries/list-refunds.ts";
import { getOrderMoney } from "../../lib/payments/queries/order-money.ts";
import { refundList } from "../../lib/payments/refund-list-spec.ts";
import { promotionList } from "../../lib/promotions/list-spec.ts";
import { promotionsOfOrders } from "../../lib/promotions/load-given.ts";
import { countPromotions, listPromotions } from "../../lib/promotions/queries/list-promotions.ts";
import { getBuyerReport } from "../../lib/reports/queries/get-buyer-report.ts";
import { getItemReport } from "../../lib/reports/queries/get-item-report.ts";
import { getLeadTimes } from "../../lib/reports/queries/get-lead-times.ts";
import { getOrderReport } from "../../lib/reports/queries/get-order-report.ts";
import { getReasonReport } from "../../lib/reports/queries/get-reason-report.ts";
import { getReturnReport } from "../../lib/reports/queries/get-return-report.ts";
import { getSalesReport } from "../../lib/reports/queries/get-sales-report.ts";
import { getStockReport } from "../../lib/reports/queries/get-stock-report.ts";
import { listOrdersBehind } from "../../lib/reports/queries/list-orders-behind.ts";
import { listReturned } from "../../lib/reports/queries/list-returned.ts";
import { listShipped } from "../../lib/reports/queries/list-shipped.ts";
import { readPeriod } from "../../lib/reports/rules/period.ts";
import { returnList } from "../../lib/returns/list-spec.ts";
import { countReturns, listReturns } from "../../lib/returns/queries/list-returns.ts";
import { returnsOfOrder } from "../../lib/returns/queries/returns-of-order.ts";
import { search } from "../../lib/search/search.ts";

export type Screen = { name: string; read: () => Promise<unknown> };

/** What the screens are asked about: rows that the filled shop has. */
export type Samples = {
  actor: Actor;
  timeZone: string;
  currency: string;
  order: { number: string; placedAt: string; id: string };
  sku: string;
  customer: string;
  location: string;
};

/** Every list and report of the staff's screens, in each tab, sort and filter, on first pages and deep ones. */
export function screensOf(samples: Samples): Screen[] {
  return [
    ...ordersOf(samples),
    ...afterSaleOf(samples),
    ...goodsOf(samples),
    ...peopleOf(samples),
    ...reportsOf(samples),
  ];
}

const key = (value: string, id: string) => Buffer.from(JSON.stringify([value, id])).toString("base64url");
const state = (spec: ListSpec, params: SearchParams = {}) => readList(spec, params);

function ordersOf({ actor, timeZone, currency, order, customer }: Samples): Screen[] {
  const now = new Date();
  const context = { timeZone, today: businessDay(now, timeZone), currency, staffId: actor.id, language: "en", now };
  const after = key(order.placedAt, order.id);
  const lists: [string, SearchParams][] = [
    ...orderList.tabs.map((tab): [string, SearchParams] => [`tab ${tab}`, { tab }]),
    ...orderList.tabs.map((tab): [string, SearchParams] => [`tab ${tab}, deep`, { tab, after }]),
    ["deep, backwards", { before: after }],
    ["oldest first, deep", { sort: "placed", after }],
    ["of a channel", { channel: "bench-2" }],
    ["of a channel, deep", { channel: "bench-2", after }],
    ["ready of a channel", { tab: "ready", channel: "bench-2" }],
    ["of a week", { placed: "7d" }],
    ["late", { late: "1" }],
    ["open", { open: "1" }],
    ["open and held", { tab: "held", open: "1" }],
    ["of a month, left", { placed: "30d", left: "1" }],
    ["of a promotion", { promotion: "1" }],
    ["with a coupon", { coupon: "SUMMER" }],
    ["searched by number", { q: order.number.slice(3) }],
    ["searched by name", { q: "思远 77" }],
    ["searched by two characters", { q: "思远" }],
    ["searched by e-mail", { q: "buyer77@example.com" }],
    ["searched by a phone's end", { q: "0077" }],
  ];
  return [
    ...lists.flatMap(([name, params]): Screen[] => [
      { name: `orders, ${name}`, read: () => listOrders(state(orderList, params), context) },
      { name: `orders counted, ${name}`, read: () => countOrders(state(orderList, params), context) },
    ]),
    { name: "orders' tabs", read: () => countByStage() },
    { name: "orders, typed exactly", read: () => findTyped(order.number) },
    { name: "review", read: () => getReviewQueue("en") },
    {
      name: "order",
      read: async () => {
        const page = await getOrderPage(order.number);
        if (!page) return;
        const { id } = page.state;
        await Promise.all([
          getOrderMoney(page.state, actor),
          listShipmentsOfOrder(id),
          returnsOfOrder(id, connection()),
        ]);
        await promotionsOfOrders(connection(), [id]);
      },
    },
    { name: "home", read: () => getHome(actor, { now, timeZone, currency, language: "en" }) },
    { name: "navigation", read: () => getNavCounts(actor) },
    ...["waiting", "in_doubt", "failed", "all"].map((tab) => ({
      name: `refunds, ${tab}`,
      read: () => listRefunds(actor, state(refundList, { tab })),
    })),
    { name: "refunds' tabs", read: () => countRefunds() },
    ...["all", "waiting", "dead"].map((tab) => ({
      name: `inbox, ${tab}`,
      read: () => listDeliveries(actor, state(inboxList, { tab })),
    })),
    { name: "inbox's tabs", read: () => countInbox(actor) },
    ...exceptionsOf(actor, now),
    {
      name: "palette",
      read: () => search(customer, { actor, language: "en", currency, stageName: (stage) => stage }),
    },
  ];
}

/** Returns, and what was taken off prices. */
function afterSaleOf({ actor, order, sku, customer }: Samples): Screen[] {
  const now = new Date();
  const after = key(order.placedAt, order.id);
  const asked: SearchParams[] = [
    ...returnList.tabs.map((tab) => ({ tab })),
    ...returnList.tabs.map((tab) => ({ tab, after })),
    ...[order.number, sku, customer].map((q) => ({ tab: "all", q })),
  ];
  return [
    ...asked.map((params) => ({
      name: `returns ${JSON.stringify(params)}`,
      read: () => listReturns(actor, state(returnList, params), { now }),
    })),
    { name: "returns' tabs", read: () => countReturns(now) },
    ...promotionList.tabs.map((tab) => ({
      name: `promotions, ${tab}`,
      read: () => listPromotions(actor, state(promotionList, { tab }), now),
    })),
    { name: "promotions' tabs", read: () => countPromotions(actor, now) },
  ];
}

/** The inbox, and how each type's causes are looked for, every minute. */
function exceptionsOf(actor: Actor, now: Date): Screen[] {
  const lists: SearchParams[] = [
    {},
    { sort: "since" },
    { type: "promise_in_danger" },
    { owner: "none", overdue: "1" },
    { tab: "snoozed" },
    { tab: "closed" },
  ];
  return [
    ...lists.map((params) => ({
      name: `exceptions ${JSON.stringify(params)}`,
      read: () => listExceptions(actor, state(exceptionList, params), { now }),
    })),
    { name: "exceptions' figures", read: () => getExceptionFigures(actor) },
    ...watchedTypes.map((type) => ({
      name: `exceptions looked for: ${type}`,
      read: () => reconcileExceptions([type]),
    })),
  ];
}

function goodsOf({ actor, timeZone, currency, sku, location }: Samples): Screen[] {
  const now = new Date();
  const today = businessDay(now, timeZone);
  const context = { language: "en", today, currency };
  const place = { id: location, isFirst: true };
  const since = startOfDay(today, timeZone);
  return [
    ...["ready", "backordered"].map((tab) => ({
      name: `fulfilment, ${tab}`,
      read: () => listOrdersToPick(tab as "ready", place, now, undefined),
    })),
    ...["packing", "shipped", "underway"].map((tab) => ({
      name: `fulfilment, ${tab}`,
      read: () => listShipments(tab as "packing", location, { now, since, after: undefined }),
    })),
    { name: "fulfilment, picking", read: () => listWaves(location) },
    { name: "fulfilment's tabs", read: () => countQueue(place, since) },
    ...["sku", "-available", "-sold", "cover"].map((sort) => ({
      name: `stock by ${sort}`,
      read: () => listStock(actor, state(stockList, { sort }), context),
    })),
    { name: "stock warnings", read: () => listWarnings(actor, state(warningList), context) },
    {
      name: "stock of an item",
      read: async () => {
        const item = await getStockItem(actor, sku, { language: "en", today });
        return item && listMovements(actor, item.id, state(movementList));
      },
    },
    { name: "products", read: () => listProducts(actor, state(productList), context) },
    { name: "products by change", read: () => listProducts(actor, state(productList, { sort: "-changed" }), context) },
  ];
}

function peopleOf({ actor, customer }: Samples): Screen[] {
  return [
    { name: "customers", read: () => listCustomers(actor, state(customerList)) },
    { name: "customers searched", read: () => listCustomers(actor, state(customerList, { q: "思远 77" })) },
    {
      name: "customer",
      read: async () => {
        const found = await getCustomer(actor, customer);
        return found && listCustomerOrders(found.id, state(customerList));
      },
    },
  ];
}

function reportsOf({ actor, timeZone, currency }: Samples): Screen[] {
  const now = new Date();
  const today = businessDay(now, timeZone);
  const period = readPeriod({ period: "quarter", compare: "year" }, today);
  const behind = { range: period.range, currency, measure: "items" as const };
  const first = { after: "", before: "" };
  return [
    { name: "sales report", read: () => getSalesReport(actor, period, { language: "en", shopCurrency: currency }) },
    { name: "orders behind a figure", read: () => listOrdersBehind(actor, behind, first, "en") },
    { name: "customer report", read: () => getBuyerReport(actor, period, { shopCurrency: currency }) },
    {
      name: "orders behind new customers",
      read: () => listOrdersBehind(actor, { ...behind, measure: "net", buyers: "new" }, first, "en"),
    },
    {
      name: "return report",
      read: () => getReturnReport(actor, period, { language: "en", shopCurrency: currency, timeZone }),
    },
    {
      name: "returned lines",
      read: () => listReturned(actor, { range: period.range, timeZone, currency }, first, "en"),
    },
    {
      name: "shipped lines",
      read: () => listShipped(actor, { range: period.range, timeZone, currency }, first, "en"),
    },
    { name: "reason report", read: () => getReasonReport(actor, period, { shopCurrency: currency }) },
    {
      name: "orders behind a reason",
      read: () => listOrdersBehind(actor, { ...behind, measure: "refunds", reason: "damaged" }, first, "en"),
    },
    {
      name: "item report",
      read: () => getItemReport(actor, period, { language: "en", shopCurrency: currency, today, timeZone }),
    },
    { name: "lead times", read: () => getLeadTimes(actor, period, timeZone) },
    { name: "order report", read: () => getOrderReport(actor, period.range, { today, timeZone, now }) },
    { name: "stock report", read: () => getStockReport(actor, { language: "en", currency, today }) },
  ];
}
