import { Cells, type FileRow } from "../cells";
import { type ChannelLine, placedAtOf, readingOf, unitPriceOf } from "../channel-order";
import type { Reading, ReadOptions, RowGroup, Source } from "../reading";
import { splitChineseAddress, unmasked } from "../zh-address";
import { chineseState, isRefunded } from "./chinese-state";
import { shareOf } from "./header-share";

/**
 * 抖店 order export: a row per item (子订单), put together by 主订单编号. Ids carry a leading tab, empty cells a "-", and
 * the receiver is encrypted: such an order comes in without an address and waits for one in review.
 */
export const douyin: Source = {
  name: "douyin",
  detect: (header) =>
    shareOf(header, ["主订单编号", "子订单编号", "选购商品", "订单应付金额", "订单提交时间", "达人实际承担优惠金额"]),
  names: {
    number: ["主订单编号"],
    lineId: ["子订单编号"],
    title: ["选购商品"],
    spec: ["商品规格"],
    quantity: ["商品数量"],
    sku: ["商家编码"],
    lineTotal: ["订单应付金额"],
    shipping: ["运费"],
    shipName: ["收件人"],
    phone: ["收件人手机号"],
    address: ["详细地址"],
    placedAt: ["订单提交时间"],
    sellerNote: ["商家备注"],
    completedAt: ["订单完成时间"],
    status: ["订单状态"],
    refundStatus: ["售后状态"],
    shippedAt: ["发货时间"],
    platformDiscount: ["平台实际承担优惠金额"],
  },
  required: ["number", "placedAt", "status", "title", "quantity", "lineTotal"],
  currency: "CNY",
  timeZone: "Asia/Shanghai",
  channel: { code: "douyin", name: "Douyin", nameZh: "抖音", kind: "marketplace" },
  wholeBook: false,
  read,
};

function read(group: RowGroup, options: ReadOptions): Reading {
  const cells = new Cells(options.columns);
  const [first] = group.rows as [FileRow];
  const { currency, timeZone } = options;
  const status = cells.text(first, "status", 80);
  const afterSale = dashless(cells.text(first, "refundStatus", 80));
  const placedAt = placedAtOf(cells, first, timeZone);
  const name = unmasked(dashless(cells.text(first, "shipName", 120)));
  const phone = unmasked(dashless(cells.text(first, "phone", 40)));
  const address = unmasked(dashless(cells.text(first, "address")));
  const shippings = group.rows.map((row) => cells.amount(row, "shipping", currency) ?? 0n);
  const lines = group.rows.flatMap((row, index) => lineOf(cells, row, currency, shippings[index] as bigint));
  return readingOf(cells, group, {
    state: chineseState(status, afterSale),
    stateText: status,
    currency,
    placedAt,
    paidAt: placedAt,
    shippedAt: cells.date(first, "shippedAt", timeZone),
    deliveredAt: cells.date(first, "completedAt", timeZone),
    lines,
    discountMinor: 0n,
    shippingMinor: shippings.reduce((sum, amount) => sum + amount, 0n),
    subtotalMinor: null,
    taxMinor: null,
    shippingTaxMinor: null,
    totalMinor: null,
    refundedMinor: isRefunded(afterSale) ? "all" : 0n,
    pricesIncludeTax: true,
    customer: { name: name || undefined, phone: phone || undefined, locale: "zh-CN" },
    shipTo:
      name || address ? { name, phone: phone || undefined, ...splitChineseAddress(address), country: "CN" } : undefined,
    paymentMethod: "online",
    paymentReference: "",
    shippingService: "",
    buyerMessage: "",
    sellerNote: dashless(cells.lines(first, "sellerNote")),
    tags: [],
    carrier: "",
    trackingNumber: "",
  });
}

/** What is payable for the item has its discounts taken off and its postage in. */
function lineOf(cells: Cells, row: FileRow, currency: string, shipping: bigint): ChannelLine[] {
  const title = cells.required(row, "title");
  const quantity = cells.quantity(row);
  const payable = cells.amount(row, "lineTotal", currency, null);
  if (payable === null && cells.raw(row, "lineTotal") === "") cells.refuse(row, "lineTotal", "missing");
  if (payable !== null && payable < shipping) {
    cells.refuse(row, "lineTotal", "price_negative", cells.raw(row, "lineTotal"));
    return [];
  }
  if (quantity === null || payable === null) return [];
  return [
    {
      row: row.number,
      kind: "product",
      sku: dashless(cells.text(row, "sku", 80)),
      title,
      spec: dashless(cells.text(row, "spec")),
      quantity,
      unitPrice: unitPriceOf(payable - shipping, quantity, currency),
      discountMinor: 0n,
      taxable: true,
      externalId: cells.text(row, "lineId", 120),
    },
  ];
}

function dashless(text: string): string {
  return text === "-" ? "" : text;
}
