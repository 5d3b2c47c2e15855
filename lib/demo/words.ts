/** What buyers and staff write on orders, in the language of the buyer. */
export const buyerMessages = {
  CN: [
    "麻烦发顺丰，谢谢",
    "送人的，请不要放价格单",
    "周末在家，工作日请放丰巢柜",
    "请帮忙检查一下有没有磕碰",
    "急用，尽快发货",
    "要开电子发票，抬头：个人",
    "两只颜色不要发错哦",
    "收货前请电话联系",
  ],
  other: [
    "Please leave it with the neighbour at number 12.",
    "It's a birthday present, please no invoice in the box.",
    "Could you combine this with my order from yesterday?",
    "The doorbell does not work, please knock.",
    "Looking forward to it, thank you!",
    "Please use as little plastic as possible.",
    "Needs to be here by Friday if at all possible.",
  ],
} as const;

export const sellerNotes = {
  CN: ["老客户，随单放试用装", "已电话确认地址", "加固包装", "赠品：茶巾一条"],
  other: ["Regular customer: add a sample of the fig candle.", "Fragile: double box.", "Address confirmed by phone."],
} as const;

export const staffNotes = {
  CN: [
    "客户来电催单，已安抚，答应今天发出。",
    "和仓库确认过，釉色有轻微差异，客户接受。",
    "改约周六派送。",
    "客户询问发票，财务已补开。",
  ],
  other: [
    "Called the customer: they accept the small difference in glaze.",
    "Carrier says the depot is closed on Monday, told the customer.",
    "Asked for a VAT invoice; sent by finance.",
    "Wants delivery to the office instead; address changed before picking.",
  ],
} as const;

export const tags = ["VIP", "gift wrap", "repeat", "influencer", "press", "corporate"] as const;

export const holdReasons = {
  address: "客户要改地址，等回复",
  payment: "Bank says the transfer is on its way",
  customer_request: "Customer is on holiday, send after the 28th",
  stock: "釉面有瑕疵，等下一批",
  fraud: "Card and delivery country differ: call before sending",
  other: "等客户确认颜色",
} as const;

/** What a carrier writes about a parcel on its way. */
export const news = {
  CN: {
    in_transit: ["快件已到达{city}转运中心", "快件离开上海转运中心，发往{city}"],
    out_for_delivery: ["快递员正在派送，请保持电话畅通"],
    failed: ["收件人不在，明日再次派送"],
  },
  other: {
    in_transit: ["Arrived at the {city} hub", "Sorted, on its way to {city}"],
    out_for_delivery: ["With the driver for delivery today"],
    failed: ["Nobody at home; a card was left"],
  },
} as const;

type Carrier = { carrier: string; prefix: string; digits: number };

export const carriers: Readonly<Record<"CN" | "GB" | "other", readonly Carrier[]>> = {
  CN: [
    { carrier: "顺丰速运", prefix: "SF", digits: 13 },
    { carrier: "中通快递", prefix: "78", digits: 12 },
    { carrier: "圆通速递", prefix: "YT", digits: 13 },
    { carrier: "京东物流", prefix: "JDVA", digits: 11 },
  ],
  GB: [
    { carrier: "Royal Mail", prefix: "RM", digits: 11 },
    { carrier: "DPD", prefix: "1550", digits: 10 },
    { carrier: "Evri", prefix: "H00", digits: 13 },
  ],
  other: [
    { carrier: "DHL Express", prefix: "JD01", digits: 12 },
    { carrier: "UPS", prefix: "1Z99", digits: 14 },
  ],
};
