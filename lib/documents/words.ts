import type { DocumentLanguage } from "@/lib/documents/dto";

/** Every word that a document prints. A language that lacks one does not compile. */
export type DocumentWords = {
  readonly locale: string;
  readonly page: (page: number, pages: number) => string;
  readonly cannotPrint: string;
  readonly pickList: string;
  readonly packingSlip: string;
  readonly returnSlip: string;
  readonly returnBy: string;
  readonly returnHow: string;
  readonly invoice: string;
  readonly receipt: string;
  readonly creditNote: string;
  readonly order: string;
  readonly orders: string;
  readonly shipment: string;
  readonly placed: string;
  readonly channel: string;
  readonly carrier: string;
  readonly service: string;
  readonly tracking: string;
  readonly location: string;
  readonly picker: string;
  readonly created: string;
  readonly promised: string;
  readonly urgent: string;
  readonly note: string;
  readonly slot: string;
  readonly bin: string;
  readonly noBin: string;
  readonly item: string;
  readonly sku: string;
  readonly barcode: string;
  readonly quantity: string;
  readonly units: (units: number) => string;
  readonly lineCount: (lines: number) => string;
  readonly putInto: string;
  readonly pickedBy: string;
  readonly shipTo: string;
  readonly billTo: string;
  readonly ordered: string;
  readonly packed: string;
  readonly toFollow: string;
  readonly partOfOrder: string;
  readonly giftMessage: string;
  readonly buyerMessage: string;
  readonly returns: string;
  readonly from: string;
  readonly to: string;
  readonly phone: string;
  readonly email: string;
  readonly taxNumber: string;
  readonly customerTaxNumber: string;
  readonly weight: string;
  readonly parcel: (parcel: number, parcels: number) => string;
  readonly cashOnDelivery: string;
  readonly contents: string;
  readonly shipped: string;
  readonly number: string;
  readonly issued: string;
  readonly due: string;
  readonly corrects: string;
  readonly unitPrice: string;
  readonly taxRate: string;
  readonly amount: string;
  readonly subtotal: string;
  readonly shipping: string;
  readonly total: (currency: string) => string;
  readonly credited: (currency: string) => string;
  readonly paid: string;
  readonly givenBack: string;
  readonly balanceDue: string;
  readonly balancePaid: string;
  readonly taxSummary: string;
  readonly net: string;
  readonly tax: string;
  readonly includesTax: string;
};

const english: DocumentWords = {
  locale: "en-GB",
  page: (page, pages) => `Page ${page} of ${pages}`,
  cannotPrint: "“?” stands for a character that cannot be printed here.",
  pickList: "Pick list",
  packingSlip: "Packing slip",
  returnSlip: "Return slip",
  returnBy: "Send back by",
  returnHow: "Put this slip into the parcel and send it to the address above.",
  invoice: "Invoice",
  receipt: "Receipt",
  creditNote: "Credit note",
  order: "Order",
  orders: "Orders",
  shipment: "Shipment",
  placed: "Placed",
  channel: "Channel",
  carrier: "Carrier",
  service: "Service",
  tracking: "Tracking",
  location: "Warehouse",
  picker: "Picker",
  created: "Created",
  promised: "Ship by",
  urgent: "Urgent",
  note: "Note",
  slot: "Slot",
  bin: "Bin",
  noBin: "No bin",
  item: "Item",
  sku: "SKU",
  barcode: "Barcode",
  quantity: "Qty",
  units: (units) => (units === 1 ? "1 unit" : `${units} units`),
  lineCount: (lines) => (lines === 1 ? "1 line" : `${lines} lines`),
  putInto: "Put into slot",
  pickedBy: "Picked by",
  shipTo: "Ship to",
  billTo: "Bill to",
  ordered: "Ordered",
  packed: "In this parcel",
  toFollow: "To follow",
  partOfOrder: "This parcel holds part of your order. The rest follows in a parcel of its own.",
  giftMessage: "Gift message",
  buyerMessage: "Your message",
  returns: "Sending something back",
  from: "From",
  to: "To",
  phone: "Tel.",
  email: "E-mail",
  taxNumber: "VAT no.",
  customerTaxNumber: "Customer VAT no.",
  weight: "Weight",
  parcel: (parcel, parcels) => `Parcel ${parcel} of ${parcels}`,
  cashOnDelivery: "Collect on delivery",
  contents: "Contents",
  shipped: "Shipped",
  number: "Number",
  issued: "Issued",
  due: "Due",
  corrects: "Corrects invoice",
  unitPrice: "Unit price",
  taxRate: "Tax",
  amount: "Amount",
  subtotal: "Subtotal",
  shipping: "Shipping",
  total: (currency) => `Total ${currency}`,
  credited: (currency) => `Credited ${currency}`,
  paid: "Paid",
  givenBack: "Given back",
  balanceDue: "Balance due",
  balancePaid: "Paid in full",
  taxSummary: "Tax summary",
  net: "Net",
  tax: "Tax",
  includesTax: "Prices include tax.",
};

const simplifiedChinese: DocumentWords = {
  locale: "zh-CN",
  page: (page, pages) => `第 ${page} 页，共 ${pages} 页`,
  cannotPrint: "“?”表示无法打印的字符。",
  pickList: "拣货单",
  packingSlip: "装箱单",
  returnSlip: "退货单",
  returnBy: "寄回期限",
  returnHow: "请将本单放入包裹，寄往上方地址。",
  invoice: "发票",
  receipt: "收据",
  creditNote: "红字发票",
  order: "订单号",
  orders: "订单",
  shipment: "发货单号",
  placed: "下单时间",
  channel: "渠道",
  carrier: "快递公司",
  service: "服务",
  tracking: "运单号",
  location: "仓库",
  picker: "拣货员",
  created: "创建时间",
  promised: "最晚发货",
  urgent: "加急",
  note: "备注",
  slot: "格口",
  bin: "货位",
  noBin: "无货位",
  item: "商品",
  sku: "商品编码",
  barcode: "条码",
  quantity: "数量",
  units: (units) => `${units} 件`,
  lineCount: (lines) => `${lines} 行`,
  putInto: "放入格口",
  pickedBy: "拣货人签字",
  shipTo: "收货人",
  billTo: "购买方",
  ordered: "订购",
  packed: "本箱",
  toFollow: "后发",
  partOfOrder: "本箱为订单的一部分，其余商品将另行发出。",
  giftMessage: "礼品留言",
  buyerMessage: "买家留言",
  returns: "退换货说明",
  from: "寄件人",
  to: "收件人",
  phone: "电话",
  email: "邮箱",
  taxNumber: "税号",
  customerTaxNumber: "购买方税号",
  weight: "重量",
  parcel: (parcel, parcels) => `第 ${parcel} 件，共 ${parcels} 件`,
  cashOnDelivery: "货到付款",
  contents: "内件",
  shipped: "发货日期",
  number: "号码",
  issued: "开具日期",
  due: "付款期限",
  corrects: "对应发票",
  unitPrice: "单价",
  taxRate: "税率",
  amount: "金额",
  subtotal: "商品小计",
  shipping: "运费",
  total: (currency) => `合计 ${currency}`,
  credited: (currency) => `冲红合计 ${currency}`,
  paid: "已付",
  givenBack: "已退",
  balanceDue: "应付余额",
  balancePaid: "已付清",
  taxSummary: "税额明细",
  net: "不含税金额",
  tax: "税额",
  includesTax: "价格均含税。",
};

const traditionalChinese: DocumentWords = {
  locale: "zh-TW",
  page: (page, pages) => `第 ${page} 頁，共 ${pages} 頁`,
  cannotPrint: "「?」表示無法列印的字元。",
  pickList: "揀貨單",
  packingSlip: "裝箱單",
  returnSlip: "退貨單",
  returnBy: "寄回期限",
  returnHow: "請將本單放入包裹，寄往上方地址。",
  invoice: "發票",
  receipt: "收據",
  creditNote: "折讓單",
  order: "訂單編號",
  orders: "訂單",
  shipment: "出貨單號",
  placed: "下單時間",
  channel: "通路",
  carrier: "物流公司",
  service: "服務",
  tracking: "物流單號",
  location: "倉庫",
  picker: "揀貨員",
  created: "建立時間",
  promised: "最晚出貨",
  urgent: "急件",
  note: "備註",
  slot: "格位",
  bin: "儲位",
  noBin: "無儲位",
  item: "商品",
  sku: "商品編號",
  barcode: "條碼",
  quantity: "數量",
  units: (units) => `${units} 件`,
  lineCount: (lines) => `${lines} 項`,
  putInto: "放入格位",
  pickedBy: "揀貨人簽名",
  shipTo: "收件人",
  billTo: "買受人",
  ordered: "訂購",
  packed: "本箱",
  toFollow: "後續出貨",
  partOfOrder: "本箱為訂單的一部分，其餘商品將另行寄出。",
  giftMessage: "禮品留言",
  buyerMessage: "買家留言",
  returns: "退換貨說明",
  from: "寄件人",
  to: "收件人",
  phone: "電話",
  email: "電子郵件",
  taxNumber: "稅號",
  customerTaxNumber: "買受人稅號",
  weight: "重量",
  parcel: (parcel, parcels) => `第 ${parcel} 件，共 ${parcels} 件`,
  cashOnDelivery: "貨到付款",
  contents: "內容物",
  shipped: "出貨日期",
  number: "號碼",
  issued: "開立日期",
  due: "付款期限",
  corrects: "原發票",
  unitPrice: "單價",
  taxRate: "稅率",
  amount: "金額",
  subtotal: "商品小計",
  shipping: "運費",
  total: (currency) => `合計 ${currency}`,
  credited: (currency) => `折讓合計 ${currency}`,
  paid: "已付",
  givenBack: "已退",
  balanceDue: "應付餘額",
  balancePaid: "已付清",
  taxSummary: "稅額明細",
  net: "不含稅金額",
  tax: "稅額",
  includesTax: "價格均含稅。",
};

const words: Record<DocumentLanguage, DocumentWords> = {
  en: english,
  "zh-CN": simplifiedChinese,
  "zh-TW": traditionalChinese,
};

export function wordsIn(language: DocumentLanguage): DocumentWords {
  return words[language];
}
