import type { Carrier, ShippingService } from "./shipping";

type KnownService = Pick<ShippingService, "code" | "name" | "nameZh"> &
  Partial<
    Pick<
      ShippingService,
      "transitDaysMin" | "transitDaysMax" | "maxWeightGrams" | "serves" | "refuses" | "cashOnDelivery"
    >
  >;
export type KnownCarrier = Pick<Carrier, "code" | "name" | "nameZh" | "aliases" | "trackingUrl" | "trackingFormat"> & {
  phone?: string;
  /** Where shops usually hand parcels to it; "*" for everywhere. */
  homes: readonly string[];
  services: readonly KnownService[];
};

/** Kuaidi100 follows every parcel in China; most carriers' own pages ask for a puzzle first. */
const kuaidi100 = (company: string) => `https://www.kuaidi100.com/chaxun?com=${company}&nu={number}`;

const inChina = (code: string, cashOnDelivery = false): KnownService => ({
  ...{ code: `${code}-standard`, name: "Standard", nameZh: "标准快递", cashOnDelivery },
  ...{ transitDaysMin: 2, transitDaysMax: 4, serves: ["CN"] },
});
const kg = (kilograms: number) => kilograms * 1000;

/** Carriers that many shops use, with what they offer everybody: a start that each shop changes to its own contract. */
export const knownCarriers: readonly KnownCarrier[] = [
  {
    ...{ code: "sf", name: "SF Express", nameZh: "顺丰速运", aliases: ["顺丰", "顺丰快递", "shunfeng", "SF"] },
    ...{
      trackingUrl: "https://www.sf-express.com/chn/sc/waybill/waybill-detail/{number}",
      trackingFormat: "SF#{12-15},#{12}",
    },
    ...{ phone: "95338", homes: ["CN", "HK", "MO", "TW"] },
    services: [
      {
        ...{ code: "sf-standard", name: "Standard", nameZh: "标快", cashOnDelivery: true },
        ...{ transitDaysMin: 1, transitDaysMax: 3, serves: ["CN", "HK", "MO", "TW"] },
      },
      {
        ...{ code: "sf-express", name: "Express", nameZh: "特快", cashOnDelivery: true },
        ...{ transitDaysMin: 1, transitDaysMax: 2, serves: ["CN"], maxWeightGrams: kg(20) },
      },
    ],
  },
  {
    ...{ code: "zto", name: "ZTO Express", nameZh: "中通快递", aliases: ["中通", "zhongtong", "ZTO"] },
    ...{ trackingUrl: kuaidi100("zhongtong"), trackingFormat: "#{12-15}", phone: "95311", homes: ["CN"] },
    services: [inChina("zto")],
  },
  {
    ...{ code: "yto", name: "YTO Express", nameZh: "圆通速递", aliases: ["圆通", "圆通快递", "yuantong", "YTO"] },
    ...{ trackingUrl: kuaidi100("yuantong"), trackingFormat: "YT#{13},#{10-12}", phone: "95554", homes: ["CN"] },
    services: [inChina("yto")],
  },
  {
    ...{ code: "yunda", name: "Yunda Express", nameZh: "韵达快递", aliases: ["韵达", "韵达速递", "yunda"] },
    ...{ trackingUrl: kuaidi100("yunda"), trackingFormat: "#{13-15}", phone: "95546", homes: ["CN"] },
    services: [inChina("yunda")],
  },
  {
    ...{ code: "sto", name: "STO Express", nameZh: "申通快递", aliases: ["申通", "shentong", "STO"] },
    ...{ trackingUrl: kuaidi100("shentong"), trackingFormat: "#{12-15}", phone: "95543", homes: ["CN"] },
    services: [inChina("sto")],
  },
  {
    ...{ code: "jt", name: "J&T Express", nameZh: "极兔速递", aliases: ["极兔", "极兔快递", "jtexpress", "J&T"] },
    ...{ trackingUrl: kuaidi100("jtexpress"), trackingFormat: "JT#{13}", phone: "956025", homes: ["CN"] },
    services: [inChina("jt")],
  },
  {
    ...{ code: "jd", name: "JD Logistics", nameZh: "京东物流", aliases: ["京东", "京东快递", "JDL", "jingdong"] },
    ...{ trackingUrl: kuaidi100("jd"), trackingFormat: "JD*{11-18}", phone: "950616", homes: ["CN"] },
    services: [{ ...inChina("jd", true), transitDaysMin: 1, transitDaysMax: 3 }],
  },
  {
    ...{ code: "ems", name: "EMS", nameZh: "邮政 EMS", aliases: ["邮政", "中国邮政", "邮政快递包裹", "China Post"] },
    ...{ trackingUrl: kuaidi100("ems"), trackingFormat: "@{2}#{9}@{2},#{13}", phone: "11183", homes: ["CN"] },
    services: [
      { ...inChina("ems", true), maxWeightGrams: kg(40) },
      {
        ...{ code: "ems-world", name: "International", nameZh: "国际特快", refuses: ["CN"] },
        ...{ transitDaysMin: 5, transitDaysMax: 15, maxWeightGrams: kg(30) },
      },
    ],
  },
  {
    ...{ code: "dhl", name: "DHL Express", nameZh: "敦豪 DHL", aliases: ["DHL", "敦豪"] },
    trackingUrl: "https://www.dhl.com/global-en/home/tracking/tracking-express.html?submit=1&tracking-id={number}",
    ...{ trackingFormat: "#{10},JD#{14-18},JVGL#{10-18}", homes: ["*"] },
    services: [
      {
        ...{ code: "dhl-worldwide", name: "Express Worldwide", nameZh: "全球快递" },
        ...{ transitDaysMin: 2, transitDaysMax: 5, maxWeightGrams: kg(70) },
      },
    ],
  },
  {
    ...{ code: "ups", name: "UPS", nameZh: "联合包裹 UPS", aliases: ["United Parcel Service"] },
    ...{ trackingUrl: "https://www.ups.com/track?tracknum={number}", trackingFormat: "1Z*{16}", homes: ["*"] },
    services: [
      {
        ...{ code: "ups-standard", name: "Standard", nameZh: "标准" },
        ...{ transitDaysMin: 2, transitDaysMax: 6, maxWeightGrams: kg(70) },
      },
    ],
  },
  {
    ...{ code: "fedex", name: "FedEx", nameZh: "联邦快递 FedEx", aliases: ["联邦快递", "Federal Express"] },
    trackingUrl: "https://www.fedex.com/fedextrack/?trknbr={number}",
    ...{ trackingFormat: "#{12},#{15},#{20},#{22}", homes: ["US", "CA", "MX"] },
    services: [
      {
        ...{ code: "fedex-priority", name: "International Priority", nameZh: "国际优先快递" },
        ...{ transitDaysMin: 1, transitDaysMax: 3, maxWeightGrams: kg(68) },
      },
    ],
  },
  {
    ...{ code: "usps", name: "USPS", nameZh: "美国邮政 USPS", aliases: ["US Postal Service"] },
    trackingUrl: "https://tools.usps.com/go/TrackConfirmAction?tLabels={number}",
    ...{ trackingFormat: "#{20-22},@{2}#{9}US", homes: ["US"] },
    services: [
      {
        ...{ code: "usps-ground", name: "Ground Advantage", nameZh: "陆运", serves: ["US"] },
        ...{ transitDaysMin: 2, transitDaysMax: 5, maxWeightGrams: 31_751 },
      },
    ],
  },
  {
    ...{ code: "royal-mail", name: "Royal Mail", nameZh: "英国皇家邮政", aliases: ["RoyalMail"] },
    trackingUrl: "https://www.royalmail.com/track-your-item#/tracking-results/{number}",
    ...{ trackingFormat: "@{2}#{9}@{2},@{2}#{11}", homes: ["GB"] },
    services: [
      {
        ...{ code: "royal-mail-24", name: "Tracked 24", nameZh: "次日跟踪件", serves: ["GB"] },
        ...{ transitDaysMin: 1, transitDaysMax: 2, maxWeightGrams: kg(20) },
      },
      {
        ...{ code: "royal-mail-48", name: "Tracked 48", nameZh: "两日跟踪件", serves: ["GB"] },
        ...{ transitDaysMin: 2, transitDaysMax: 3, maxWeightGrams: kg(20) },
      },
    ],
  },
  {
    ...{ code: "dpd", name: "DPD", nameZh: "DPD", aliases: ["DPD UK"] },
    ...{ trackingUrl: "https://www.dpd.co.uk/apps/tracking/?reference={number}", trackingFormat: "#{14}*,#{14},#{10}" },
    homes: ["GB", "IE"],
    services: [
      {
        ...{ code: "dpd-next-day", name: "Next day", nameZh: "次日达", serves: ["GB", "IE"] },
        ...{ transitDaysMin: 1, transitDaysMax: 2, maxWeightGrams: kg(30) },
      },
    ],
  },
  {
    ...{ code: "evri", name: "Evri", nameZh: "Evri", aliases: ["Hermes"] },
    ...{ trackingUrl: "https://www.evri.com/track/parcel/{number}", trackingFormat: "@#{15},*{16}", homes: ["GB"] },
    services: [
      {
        ...{ code: "evri-standard", name: "Standard", nameZh: "标准", serves: ["GB"] },
        ...{ transitDaysMin: 2, transitDaysMax: 4, maxWeightGrams: kg(15) },
      },
    ],
  },
  {
    ...{ code: "gls", name: "GLS", nameZh: "GLS", aliases: ["General Logistics Systems"] },
    ...{
      trackingUrl: "https://gls-group.com/GROUP/en/parcel-tracking/?match={number}",
      trackingFormat: "#{11-14},*{8}",
    },
    homes: ["DE", "FR", "ES", "IT", "NL", "BE", "AT", "PL", "DK", "CZ", "HU"],
    services: [
      {
        ...{ code: "gls-parcel", name: "BusinessParcel", nameZh: "标准包裹" },
        ...{ transitDaysMin: 1, transitDaysMax: 4, maxWeightGrams: 31_500 },
      },
    ],
  },
  {
    ...{ code: "postnl", name: "PostNL", nameZh: "荷兰邮政 PostNL", aliases: ["Post NL"] },
    ...{
      trackingUrl: "https://postnl.nl/tracktrace/?B={number}",
      trackingFormat: "3S*{9-15},@{2}#{9}NL",
      homes: ["NL", "BE"],
    },
    services: [
      {
        ...{ code: "postnl-standard", name: "Standard", nameZh: "标准" },
        ...{ transitDaysMin: 1, transitDaysMax: 3, maxWeightGrams: kg(23), serves: ["NL", "BE"] },
      },
    ],
  },
];

/** The carriers a new shop starts with: those of its country and those of all. */
export function firstCarriers(country: string): KnownCarrier[] {
  return knownCarriers.filter(({ homes }) => homes.includes("*") || homes.includes(country));
}
