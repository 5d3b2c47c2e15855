/** What a column of an order file can mean, in the groups and the order in which the mapping offers it. */
export const fieldGroups = [
  {
    name: "order",
    fields: [
      "number",
      "placedAt",
      "status",
      "paymentStatus",
      "fulfilmentStatus",
      "refundStatus",
      "paidAt",
      "shippedAt",
      "completedAt",
      "cancelledAt",
      "buyerMessage",
      "sellerNote",
      "tags",
    ],
  },
  {
    name: "line",
    fields: [
      "sku",
      "title",
      "spec",
      "quantity",
      "unitPrice",
      "lineTotal",
      "lineDiscount",
      "lineId",
      "lineKind",
      "lineStatus",
      "taxable",
      "requiresShipping",
    ],
  },
  {
    name: "money",
    fields: [
      "currency",
      "subtotal",
      "discount",
      "platformDiscount",
      "shipping",
      "tax",
      "shippingTax",
      "pricesIncludeTax",
      "total",
      "paid",
      "refunded",
      "paymentMethod",
      "paymentReference",
    ],
  },
  { name: "customer", fields: ["customerKey", "customerName", "company", "email", "phone"] },
  {
    name: "delivery",
    fields: [
      "shipName",
      "shipFirstName",
      "shipLastName",
      "shipCompany",
      "shipPhone",
      "address",
      "line1",
      "line2",
      "district",
      "city",
      "region",
      "postcode",
      "country",
      "shippingService",
      "carrier",
      "trackingNumber",
    ],
  },
  {
    name: "payer",
    fields: [
      "billName",
      "billFirstName",
      "billLastName",
      "billCompany",
      "billPhone",
      "billLine1",
      "billLine2",
      "billCity",
      "billRegion",
      "billPostcode",
      "billCountry",
    ],
  },
] as const;
export type OrderField = (typeof fieldGroups)[number]["fields"][number];

export const orderFields: readonly OrderField[] = fieldGroups.flatMap(({ fields }) => [...fields]);

const known: ReadonlySet<string> = new Set(orderFields);

export function isOrderField(name: string): name is OrderField {
  return known.has(name);
}

/** Column index (as text, as JSON keeps it) → what the column means. A meaning stands for one column only. */
export type Mapping = Readonly<Record<string, OrderField>>;

/** Meaning → column index; the later of two columns that claim one meaning is left out. */
export function columnsByField(mapping: Mapping): ReadonlyMap<OrderField, number> {
  const columns = new Map<OrderField, number>();
  for (const index of Object.keys(mapping)
    .map(Number)
    .sort((a, b) => a - b)) {
    const field = mapping[String(index)] as OrderField;
    if (!columns.has(field)) columns.set(field, index);
  }
  return columns;
}

/** Header names by which a column of a file that nobody knows is recognised, in any source. */
export const commonNames: Readonly<Partial<Record<OrderField, readonly string[]>>> = {
  number: [
    "order",
    "order no",
    "order no.",
    "order number",
    "order id",
    "order name",
    "invoice",
    "invoice no",
    "invoiceno",
    "订单号",
    "订单编号",
    "主订单编号",
    "单号",
  ],
  placedAt: [
    "date",
    "order date",
    "created",
    "created at",
    "placed at",
    "placed",
    "invoicedate",
    "下单时间",
    "订单创建时间",
    "订单提交时间",
    "日期",
  ],
  status: ["status", "order status", "state", "订单状态", "状态"],
  paymentStatus: ["payment status", "financial status", "付款状态"],
  fulfilmentStatus: ["fulfillment status", "fulfilment status", "delivery status", "发货状态"],
  refundStatus: ["refund status", "售后状态", "退款状态"],
  paidAt: ["paid at", "payment date", "date paid", "付款时间", "支付时间", "订单付款时间"],
  shippedAt: ["shipped at", "ship date", "fulfilled at", "发货时间"],
  completedAt: ["completed at", "delivered at", "date completed", "确认收货时间", "订单完成时间"],
  cancelledAt: ["cancelled at", "canceled at", "取消时间"],
  sku: [
    "sku",
    "item no",
    "item number",
    "product code",
    "stockcode",
    "article",
    "lineitem sku",
    "商家编码",
    "货号",
    "商品编码",
  ],
  title: [
    "title",
    "product",
    "product name",
    "item",
    "item name",
    "name",
    "description",
    "lineitem name",
    "商品",
    "商品名称",
    "宝贝标题",
    "选购商品",
    "品名",
  ],
  spec: ["variant", "option", "options", "specification", "size", "colour", "color", "商品规格", "规格"],
  quantity: [
    "quantity",
    "qty",
    "units",
    "count",
    "pieces",
    "lineitem quantity",
    "数量",
    "商品数量",
    "商品数量(件)",
    "件数",
  ],
  unitPrice: ["price", "unit price", "unitprice", "item price", "price each", "lineitem price", "单价", "价格"],
  lineTotal: ["line total", "item total", "amount", "金额", "小计", "商品总价"],
  lineDiscount: ["line discount", "item discount", "lineitem discount"],
  currency: ["currency", "币种", "货币"],
  discount: ["discount", "discount amount", "优惠", "折扣", "优惠金额"],
  shipping: ["shipping", "shipping cost", "postage", "delivery cost", "freight", "运费", "邮费"],
  tax: ["tax", "taxes", "vat", "税", "税额"],
  total: ["total", "order total", "grand total", "总金额", "合计", "总价"],
  paid: ["paid", "amount paid", "实付金额", "实际支付金额"],
  refunded: ["refunded", "refunded amount", "refund", "退款金额"],
  customerKey: ["customer id", "customerid", "customer number", "customer no", "客户编号", "会员名"],
  customerName: ["name", "customer", "customer name", "buyer", "buyer name", "客户", "客户名称", "买家"],
  company: ["company", "公司"],
  email: ["email", "e-mail", "mail", "customer email", "邮箱", "电子邮箱"],
  phone: ["phone", "telephone", "mobile", "tel", "电话", "手机", "联系电话", "联系手机"],
  shipName: ["ship to", "recipient", "receiver", "shipping name", "收件人", "收货人", "收货人姓名"],
  shipPhone: ["shipping phone", "recipient phone", "收件人手机号", "收货电话"],
  address: ["address", "shipping address", "delivery address", "full address", "地址", "收货地址", "详细地址"],
  line1: ["address 1", "address line 1", "street", "shipping address1", "街道"],
  line2: ["address 2", "address line 2", "shipping address2"],
  district: ["district", "区", "区县"],
  city: ["city", "town", "shipping city", "市", "城市"],
  region: ["region", "province", "county", "shipping province", "省", "省份"],
  postcode: ["postcode", "post code", "zip", "zip code", "postal code", "shipping zip", "邮编"],
  country: ["country", "shipping country", "country code", "国家"],
  buyerMessage: ["note", "notes", "message", "customer note", "buyer message", "买家留言", "留言"],
  sellerNote: ["seller note", "internal note", "remark", "商家备注", "备注", "订单备注"],
  tags: ["tags", "labels", "标签"],
  paymentMethod: ["payment method", "payment", "支付方式", "付款方式"],
  paymentReference: ["payment reference", "transaction id", "支付单号", "流水号"],
  shippingService: ["shipping method", "delivery method", "配送方式", "运送方式"],
  carrier: ["carrier", "courier", "快递公司", "物流公司"],
  trackingNumber: ["tracking", "tracking number", "tracking no", "快递单号", "物流单号", "运单号"],
};
