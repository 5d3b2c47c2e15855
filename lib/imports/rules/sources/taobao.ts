import { Cells, type FileRow } from "../cells";
import { placedAtOf, readingOf, unitPriceOf } from "../channel-order";
import type { Reading, ReadOptions, RowGroup, Source } from "../reading";
import { splitChineseAddress, unmasked } from "../zh-address";
import { chineseState } from "./chinese-state";
import { shareOf } from "./header-share";

/**
 * 千牛 ExportOrderList of Taobao and Tmall: a row per order. It names the items together (宝贝标题) and counts them
 * together (宝贝总数量), so an order comes in with one line, to be linked by hand or by the detailed export.
 */
export const taobao: Source = {
  name: "taobao",
  detect: (header) =>
    shareOf(header, ["订单编号", "买家会员名", "买家应付货款", "宝贝标题", "宝贝总数量", "订单创建时间"]),
  names: {
    number: ["订单编号"],
    customerKey: ["买家会员名"],
    paymentReference: ["支付单号"],
    subtotal: ["买家应付货款"],
    shipping: ["买家应付邮费"],
    total: ["总金额"],
    paid: ["买家实际支付金额"],
    status: ["订单状态"],
    buyerMessage: ["买家留言"],
    shipName: ["收货人姓名"],
    address: ["收货地址"],
    shippingService: ["运送方式"],
    shipPhone: ["联系电话"],
    phone: ["联系手机"],
    placedAt: ["订单创建时间"],
    paidAt: ["订单付款时间"],
    title: ["宝贝标题"],
    spec: ["修改后的sku"],
    trackingNumber: ["物流单号"],
    carrier: ["物流公司"],
    sellerNote: ["订单备注"],
    quantity: ["宝贝总数量"],
    refunded: ["退款金额"],
    completedAt: ["确认收货时间"],
  },
  required: ["number", "placedAt", "status", "title", "quantity", "subtotal"],
  currency: "CNY",
  timeZone: "Asia/Shanghai",
  channel: { code: "taobao", name: "Taobao", nameZh: "淘宝", kind: "marketplace" },
  wholeBook: false,
  read,
};

function read(group: RowGroup, options: ReadOptions): Reading {
  const cells = new Cells(options.columns);
  const [row] = group.rows as [FileRow];
  for (const again of group.rows.slice(1)) cells.refuse(again, "number", "order_twice", group.key);
  const { currency, timeZone } = options;
  const status = cells.text(row, "status", 80);
  const title = cells.required(row, "title");
  const quantity = cells.quantity(row);
  const goods = cells.amount(row, "subtotal", currency, null);
  if (goods === null && cells.raw(row, "subtotal") === "") cells.refuse(row, "subtotal", "missing");
  if (goods !== null && goods < 0n) cells.refuse(row, "subtotal", "price_negative", cells.raw(row, "subtotal"));
  const name = unmasked(cells.text(row, "shipName", 120));
  const phone = unmasked(cells.text(row, "phone", 40)) || unmasked(cells.text(row, "shipPhone", 40));
  const address = unmasked(cells.text(row, "address"));
  const buyer = cells.text(row, "customerKey", 80);
  const completedAt = cells.date(row, "completedAt", timeZone);
  const paidAt = cells.date(row, "paidAt", timeZone);
  const usable = quantity !== null && goods !== null && goods >= 0n;
  return readingOf(cells, group, {
    state: chineseState(status, ""),
    stateText: status,
    currency,
    placedAt: placedAtOf(cells, row, timeZone),
    paidAt,
    shippedAt: paidAt,
    deliveredAt: completedAt,
    lines: usable
      ? [
          {
            row: row.number,
            kind: "product",
            sku: "",
            title,
            spec: cells.text(row, "spec"),
            quantity,
            unitPrice: unitPriceOf(goods, quantity, currency),
            discountMinor: 0n,
            taxable: true,
            externalId: "",
          },
        ]
      : [],
    discountMinor: 0n,
    shippingMinor: cells.amount(row, "shipping", currency) ?? 0n,
    subtotalMinor: goods,
    taxMinor: null,
    shippingTaxMinor: null,
    totalMinor: cells.amount(row, "total", currency, null),
    refundedMinor: cells.amount(row, "refunded", currency) ?? 0n,
    pricesIncludeTax: true,
    customer: {
      externalKey: unmasked(buyer) ? `taobao:${buyer}` : undefined,
      name: name || undefined,
      phone: phone || undefined,
      locale: "zh-CN",
    },
    shipTo:
      name || address ? { name, phone: phone || undefined, ...splitChineseAddress(address), country: "CN" } : undefined,
    paymentMethod: "online",
    paymentReference: cells.text(row, "paymentReference", 120),
    shippingService: cells.text(row, "shippingService", 80),
    buyerMessage: cells.lines(row, "buyerMessage"),
    sellerNote: cells.lines(row, "sellerNote"),
    tags: [],
    carrier: cells.text(row, "carrier", 80),
    trackingNumber: cells.text(row, "trackingNumber", 80).replace(/^No:/i, ""),
  });
}
