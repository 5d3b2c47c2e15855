import { Cells, type FileRow } from "../cells";
import { placedAtOf, readingOf, unitPriceOf } from "../channel-order";
import type { Reading, ReadOptions, RowGroup, Source } from "../reading";
import { splitChineseAddress, unmasked } from "../zh-address";
import { chineseState, isRefunded } from "./chinese-state";
import { shareOf } from "./header-share";

/**
 * 拼多多 order export: a row per order, which is of one item. What the shop earns is goods and postage less its own
 * discounts; what the platform gives its buyers it pays itself. Who receives it is not in the file.
 */
export const pinduoduo: Source = {
  name: "pinduoduo",
  detect: (header) =>
    shareOf(header, [
      "订单号",
      "商品总价(元)",
      "店铺优惠折扣(元)",
      "平台优惠折扣(元)",
      "商品数量(件)",
      "商家编码-规格维度",
    ]),
  names: {
    placedAt: ["订单成交时间"],
    title: ["商品"],
    number: ["订单号"],
    status: ["订单状态"],
    subtotal: ["商品总价(元)"],
    shipping: ["邮费(元)"],
    discount: ["店铺优惠折扣(元)"],
    platformDiscount: ["平台优惠折扣(元)"],
    paid: ["用户实付金额(元)"],
    total: ["商家实收金额(元)"],
    quantity: ["商品数量(件)"],
    shippedAt: ["发货时间"],
    completedAt: ["确认收货时间"],
    lineId: ["样式id"],
    spec: ["商品规格"],
    sku: ["商家编码-规格维度", "商家编码-商品维度"],
    sellerNote: ["商家备注"],
    refundStatus: ["售后状态"],
    trackingNumber: ["快递单号"],
    carrier: ["快递公司"],
    shipName: ["收货人", "收件人"],
    phone: ["手机", "收货人手机"],
    address: ["收货地址", "详细地址"],
  },
  required: ["number", "placedAt", "status", "title", "quantity", "subtotal"],
  currency: "CNY",
  timeZone: "Asia/Shanghai",
  channel: { code: "pinduoduo", name: "Pinduoduo", nameZh: "拼多多", kind: "marketplace" },
  wholeBook: false,
  read,
};

function read(group: RowGroup, options: ReadOptions): Reading {
  const cells = new Cells(options.columns);
  const [row] = group.rows as [FileRow];
  for (const again of group.rows.slice(1)) cells.refuse(again, "number", "order_twice", group.key);
  const { currency, timeZone } = options;
  const status = cells.text(row, "status", 80);
  const afterSale = cells.text(row, "refundStatus", 80);
  const title = cells.required(row, "title");
  const quantity = cells.quantity(row);
  const goods = cells.amount(row, "subtotal", currency, null);
  if (goods === null && cells.raw(row, "subtotal") === "") cells.refuse(row, "subtotal", "missing");
  if (goods !== null && goods < 0n) cells.refuse(row, "subtotal", "price_negative", cells.raw(row, "subtotal"));
  const spec = cells.text(row, "spec");
  const placedAt = placedAtOf(cells, row, timeZone);
  const name = unmasked(cells.text(row, "shipName", 120));
  const phone = unmasked(cells.text(row, "phone", 40));
  const address = unmasked(cells.text(row, "address"));
  const usable = quantity !== null && goods !== null && goods >= 0n;
  return readingOf(cells, group, {
    state: chineseState(status, afterSale),
    stateText: status,
    currency,
    placedAt,
    paidAt: placedAt,
    shippedAt: cells.date(row, "shippedAt", timeZone),
    deliveredAt: cells.date(row, "completedAt", timeZone),
    lines: usable
      ? [
          {
            row: row.number,
            kind: "product",
            sku: cells.text(row, "sku", 80),
            title,
            spec: spec === "无规格" ? "" : spec,
            quantity,
            unitPrice: unitPriceOf(goods, quantity, currency),
            discountMinor: 0n,
            taxable: true,
            externalId: cells.text(row, "lineId", 120),
          },
        ]
      : [],
    discountMinor: cells.amount(row, "discount", currency) ?? 0n,
    shippingMinor: cells.amount(row, "shipping", currency) ?? 0n,
    subtotalMinor: goods,
    taxMinor: null,
    shippingTaxMinor: null,
    totalMinor: cells.amount(row, "total", currency, null),
    refundedMinor: isRefunded(afterSale) ? "all" : 0n,
    pricesIncludeTax: true,
    customer: { name: name || undefined, phone: phone || undefined, locale: "zh-CN" },
    shipTo:
      name || address ? { name, phone: phone || undefined, ...splitChineseAddress(address), country: "CN" } : undefined,
    paymentMethod: "online",
    paymentReference: "",
    shippingService: "",
    buyerMessage: "",
    sellerNote: cells.lines(row, "sellerNote"),
    tags: [],
    carrier: cells.text(row, "carrier", 80),
    trackingNumber: cells.text(row, "trackingNumber", 80),
  });
}
