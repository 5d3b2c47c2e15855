import { toDecimalString } from "@/lib/core/money";
import type { Good } from "./catalogue";
import { channelCurrency, type DrawnOrder, itemsMinor, type LineInput, type OrderInput } from "./draw-order";
import { hour } from "./hours";
import { drawPerson, firmAt, type Person } from "./people";
import { Random } from "./random";
import type { ChannelCode } from "./rhythm";

/** Hours before the present, and what the order is there to show. */
type Scene = {
  name: string;
  ago: number;
  channel: ChannelCode;
  country: string;
  lines: LineInput[];
  input?: Partial<OrderInput>;
  change?: (person: Person) => void;
  /** The scene whose buyer it is, who comes again. */
  buyerOf?: string;
};

const piece = (sku: string, quantity = 1, more: Partial<LineInput> = {}): LineInput => ({ sku, quantity, ...more });
/** Paid in full by the channel; the amount is put in where the prices are known. */
const online = { paymentMethod: "online", paid: { amount: "" } } as const;
const transfer = { paymentMethod: "bank_transfer" } as const;
const cod = { paymentMethod: "cod" } as const;

const scenes: readonly Scene[] = [
  // Stopped by the review, each by another check.
  {
    name: "address",
    ago: 21,
    channel: "taobao",
    country: "CN",
    lines: [
      piece("TC302-INK", 1, { title: "盖碗", spec: "墨蓝" }),
      piece("TC303-INK", 2, { title: "品茗杯两只装", spec: "墨蓝" }),
    ],
    input: { ...online, externalId: "2517730482216649001", buyerMessage: "地址麻烦写公司前台" },
    change: (person) => {
      person.shipTo = { ...person.shipTo, district: "", line1: "科技园 3 栋" };
    },
  },
  {
    name: "amount",
    ago: 17.5,
    channel: "web-uk",
    country: "GB",
    lines: [piece("BD403-200", 1), piece("BD401-180", 1), piece("BD406-OAT", 2)],
    input: { ...online, externalId: "#GL23907" },
  },
  {
    name: "twin",
    ago: 9.2,
    channel: "web-uk",
    country: "GB",
    lines: [piece("FR652-CED", 1), piece("FR651-CED", 2)],
    input: { ...online, externalId: "#GL23915" },
  },
  {
    name: "duplicate",
    buyerOf: "twin",
    ago: 8.6,
    channel: "web-uk",
    country: "GB",
    lines: [piece("FR652-CED", 1), piece("FR651-CED", 2)],
    input: { ...online, externalId: "#GL23917", buyerMessage: "Not sure my first order went through." },
  },
  {
    name: "below-cost",
    ago: 6.1,
    channel: "manual",
    country: "CN",
    lines: [piece("TC301-SND", 2, { title: "带滤茶壶", spec: "沙色", unitPrice: "49.00" })],
    input: { ...cod, sellerNote: "老客户电话订购，答应按样品价" },
  },
  {
    name: "unmapped",
    ago: 5.4,
    channel: "douyin",
    country: "CN",
    lines: [
      piece("DY-HOME-0093", 1, { title: "直播间专享 粗陶早餐四件套", unitPrice: "168.00" }),
      piece("TW106", 1, { title: "汤匙四件套" }),
    ],
    input: { ...online, externalId: "6931177204468825733" },
  },
  {
    name: "short",
    ago: 4.3,
    channel: "taobao",
    country: "CN",
    lines: [piece("LT601-M", 2, { title: "和纸灯笼", spec: "中号" })],
    input: { ...online, externalId: "2517730482216655172" },
  },
  {
    name: "made-to-order",
    ago: 3.2,
    channel: "manual",
    country: "CN",
    lines: [
      piece("FN903-WAL", 1, { title: "落地书架", spec: "胡桃木" }),
      piece("FN901-WAL", 2, { title: "矮茶几", spec: "胡桃木" }),
    ],
    input: { ...cod, sellerNote: "量过尺寸，电梯可进" },
  },
  {
    name: "malformed",
    ago: 2.4,
    channel: "email",
    country: "GB",
    lines: [piece("TX701-SGE", 12), piece("TX702-SGE", 10)],
    input: { paymentMethod: "card", paid: { amount: "", reference: "POS-20938475" } },
    change: (person) => {
      person.email = "harriet.lowe@orchard,example";
      person.phone = "ask reception";
    },
  },
  {
    name: "no-city",
    ago: 0.8,
    channel: "web-eu",
    country: "DE",
    lines: [piece("KT201-OAT", 1), piece("KT215-OAT", 2)],
    input: { ...online, externalId: "EU-23931" },
    change: (person) => {
      person.shipTo = { ...person.shipTo, city: "" };
    },
  },
  // Bank transfers nobody has seen yet, one long overdue.
  { name: "unpaid-old", ago: 118, channel: "email", country: "GB", lines: [piece("LT603-OLV", 2)], input: transfer },
  {
    name: "unpaid",
    ago: 26,
    channel: "manual",
    country: "CN",
    lines: [piece("BD402-180", 2, { title: "纯棉贡缎四件套", spec: "180 × 220 cm" })],
    input: transfer,
  },
  {
    name: "unpaid-firm",
    ago: 19,
    channel: "wholesale",
    country: "GB",
    lines: [piece("TW102-OLV", 8), piece("TW104-OLV", 8)],
    input: transfer,
  },
  {
    name: "unpaid-today",
    ago: 1.6,
    channel: "email",
    country: "GB",
    lines: [piece("KT202", 1), piece("KT206-M", 1)],
    input: transfer,
  },
  // Two orders of one buyer to one door: one parcel would do.
  {
    name: "one-parcel-1",
    ago: 7.4,
    channel: "manual",
    country: "CN",
    lines: [
      piece("SN801-TER", 1, {
        title: "布面笔记本",
        spec: "陶土色",
        custom: [
          { name: "烫金", value: "周小满" },
          { name: "字体", value: "楷体" },
        ],
      }),
    ],
    input: cod,
  },
  {
    name: "one-parcel-2",
    buyerOf: "one-parcel-1",
    ago: 6.8,
    channel: "manual",
    country: "CN",
    lines: [piece("GD756", 2, { title: "园艺小铲" }), piece("BD404-OAT", 1, { title: "亚麻枕套一对", spec: "燕麦色" })],
    input: cod,
  },
  // Waiting for goods that the workshop still owes.
  {
    name: "waits-1",
    ago: 52,
    channel: "web-uk",
    country: "GB",
    lines: [piece("TW101-OLV", 4)],
    input: { ...online, externalId: "#GL23871" },
  },
  {
    name: "waits-2",
    ago: 30,
    channel: "taobao",
    country: "CN",
    lines: [piece("TC310-CHR", 1, { title: "细口手冲壶", spec: "炭灰" })],
    input: { ...online, externalId: "2517730482216601188" },
  },
  {
    name: "waits-3",
    ago: 11,
    channel: "web-eu",
    country: "FR",
    lines: [piece("BD406-TER", 2)],
    input: { ...online, externalId: "EU-23902" },
  },
  {
    name: "part-1",
    ago: 44,
    channel: "web-uk",
    country: "GB",
    lines: [piece("TW101-OLV", 6), piece("TW102-SND", 4), piece("TW105-SND", 4)],
    input: { ...cod, externalId: "#GL23880", sellerNote: "Customer agrees to two parcels." },
  },
  {
    name: "part-2",
    ago: 34,
    channel: "taobao",
    country: "CN",
    lines: [
      piece("TC310-CHR", 1, { title: "细口手冲壶", spec: "炭灰" }),
      piece("TC308-SND", 1, { title: "手冲滤杯", spec: "沙色" }),
    ],
    input: { ...cod, externalId: "2517730482216590034" },
  },
  {
    name: "part-3",
    ago: 28,
    channel: "manual",
    country: "CN",
    lines: [
      piece("BD406-TER", 1, { title: "羊毛盖毯", spec: "陶土色" }),
      piece("BD404-OAT", 2, { title: "亚麻枕套一对", spec: "燕麦色" }),
    ],
    input: cod,
  },
  // On its way; the customer may ask after it by telephone.
  {
    name: "asked-1",
    ago: 40,
    channel: "manual",
    country: "CN",
    lines: [piece("SN801-TER", 2, { title: "布面笔记本", spec: "陶土色" })],
    input: cod,
  },
  {
    name: "asked-2",
    ago: 37,
    channel: "manual",
    country: "CN",
    lines: [piece("GD754", 1, { title: "香草种植套装" }), piece("GD756", 1, { title: "园艺小铲" })],
    input: cod,
  },
  // Arrived today; the courier has the money and has not brought it yet.
  {
    name: "cash-1",
    ago: 74,
    channel: "manual",
    country: "CN",
    lines: [piece("TC304", 1, { title: "竹制茶盘" }), piece("TC302-OLV", 2, { title: "盖碗", spec: "橄榄绿" })],
    input: cod,
  },
  {
    name: "cash-2",
    ago: 69,
    channel: "pinduoduo",
    country: "CN",
    lines: [piece("BT503", 2, { title: "硅藻土地垫" })],
    input: { ...cod, externalId: "261119-402918837650021" },
  },
  {
    name: "cash-3",
    ago: 63,
    channel: "pinduoduo",
    country: "CN",
    lines: [piece("ST551-M", 2, { title: "藤编收纳篮", spec: "中号" })],
    input: { ...cod, externalId: "261119-118273640950187" },
  },
  // Paid by card through the provider: their refunds will go three different ways.
  {
    name: "provider-doubt",
    ago: 97,
    channel: "email",
    country: "GB",
    lines: [piece("LT602-NAT", 1), piece("FR653-FIG", 1)],
    input: { paymentMethod: "online" },
  },
  {
    name: "provider-failed",
    ago: 96,
    channel: "email",
    country: "GB",
    lines: [piece("KT209-NAT", 1)],
    input: { paymentMethod: "online" },
  },
  {
    name: "provider-declined",
    ago: 2,
    channel: "email",
    country: "GB",
    lines: [piece("KT201-SGE", 1)],
    input: { paymentMethod: "online" },
  },
  // Begun on the telephone, to be finished when the customer calls back.
  {
    name: "draft-1",
    ago: 27,
    channel: "manual",
    country: "CN",
    lines: [piece("BD401-200", 1, { title: "水洗亚麻四件套", spec: "200 × 230 cm" })],
    input: { ...transfer, draft: true, sellerNote: "等客户确认颜色" },
  },
  {
    name: "draft-2",
    ago: 5,
    channel: "email",
    country: "GB",
    lines: [piece("SE856-L", 12)],
    input: { ...transfer, draft: true, sellerNote: "Corporate hampers: waiting for the delivery addresses." },
  },
  {
    name: "draft-3",
    ago: 0.7,
    channel: "manual",
    country: "CN",
    lines: [piece("TW112-NAT", 1), piece("TW113", 2)],
    input: { ...cod, draft: true },
  },
];

/** Orders of the last days that are there to be worked on: each in a state of its own, none moved on by itself. */
export function drawScenes(now: Date, goods: readonly Good[]): DrawnOrder[] {
  const known = new Map<string, Person>();
  return scenes.map(({ name, ago, channel, country, lines, input, change, buyerOf = "" }, index) => {
    const person = channel === "wholesale" ? firmAt(index) : drawPerson(new Random(`scene ${name}`), country);
    change?.(person);
    known.set(name, person);
    const buyer = known.get(buyerOf) ?? person;
    const currency = channelCurrency[channel];
    const paid = input?.paid && {
      ...input.paid,
      amount: toDecimalString(itemsMinor(lines, currency, goods), currency),
    };
    const { email, company, name: contact, phone, locale, shipTo } = buyer;
    return {
      scene: name,
      channel,
      country,
      input: {
        channel,
        placedAt: new Date(now.getTime() - ago * hour).toISOString(),
        customer: { name: contact, phone, locale, ...(email ? { email } : {}), ...(company ? { company } : {}) },
        shipTo,
        lines,
        paymentMethod: "online",
        ...input,
        ...(paid ? { paid } : {}),
      },
    };
  });
}
