import type {
  AddressDto,
  InvoiceDto,
  PackingSlipDto,
  PickListDto,
  ShippingLabelDto,
  ShopDto,
} from "@/lib/documents/dto";

/** Documents of a made-up shop, for the tests and for looking at a change of layout. */
export const sampleShop: ShopDto = {
  name: "Hartley & Wren Gifts",
  addressLines: ["14 Cloth Fair, London EC1A 7JQ, United Kingdom"],
  country: "GB",
  email: "orders@hartleywren.example",
  phone: "+44 20 7946 0958",
  website: "hartleywren.example",
  taxNumber: "GB 123 4567 89",
  timeZone: "Europe/London",
};

export const sampleChineseShop: ShopDto = {
  name: "青禾家居生活馆",
  addressLines: ["浙江省杭州市西湖区文三路 478 号华星时代广场 3 幢 1205 室"],
  country: "CN",
  email: "service@qinghe.example",
  phone: "0571-8765 4321",
  website: null,
  taxNumber: "91330106MA2B1XYZ8K",
  timeZone: "Asia/Shanghai",
};

export const sampleAddress: AddressDto = {
  name: "Łukasz Żółkiewski-O’Brien",
  company: "Żółw & Partners Sp. z o.o.",
  line1: "Flat 12b, Harbour Heights",
  line2: "221 Königstraße Court, Upper Thames Street",
  district: null,
  city: "Bristol",
  region: "Avon",
  postcode: "BS1 5TR",
  country: "GB",
  phone: "+44 7700 900123",
};

export const sampleChineseAddress: AddressDto = {
  name: "欧阳娜娜",
  company: null,
  line1: "张江高科技园区碧波路 690 号 8 号楼 501 室（前台代收，请勿放快递柜）",
  line2: null,
  district: "浦东新区",
  city: "上海市",
  region: "上海市",
  postcode: "201203",
  country: "CN",
  phone: "138 1234 5678",
};

export const sampleTaiwaneseShop: ShopDto = {
  name: "青禾生活館",
  addressLines: ["臺北市大同區迪化街一段 32 號"],
  country: "TW",
  email: "service@chinghe.example",
  phone: "02-2555 0123",
  website: null,
  taxNumber: "12345675",
  timeZone: "Asia/Taipei",
};

export const sampleTaiwaneseAddress: AddressDto = {
  name: "龔麗穎",
  company: null,
  line1: "松仁路 100 號 12 樓之 3（管理室代收）",
  line2: null,
  district: "信義區",
  city: "臺北市",
  region: null,
  postcode: "110410",
  country: "TW",
  phone: "0912 345 678",
};

const products = [
  ["85123A", "White hanging heart T-light holder", "Cream / 12 cm"],
  ["71053", "White metal lantern", null],
  ["84406B", "Cream cupid hearts coat hanger", "Set of 2"],
  ["84029G", "Knitted union flag hot water bottle with a very long name that goes on for more than one line", "Red"],
  ["22752", "Set 7 babushka nesting boxes", null],
  ["TEA-GLASS-350", "双层玻璃茶杯带盖耐高温家用办公泡茶杯", "350 ml / 透明"],
] as const;

export function samplePackingSlip(overrides: Partial<PackingSlipDto> = {}): PackingSlipDto {
  return {
    shop: sampleShop,
    order: "1004217",
    shipment: "S-20431",
    placedAt: new Date("2026-11-20T23:41:00Z"),
    channel: "Web shop",
    carrier: "Royal Mail Tracked 48",
    tracking: "JD0002252123456789",
    shipTo: sampleAddress,
    lines: products.slice(0, 5).map(([sku, name, options], index) => ({
      sku,
      name,
      options,
      ordered: index + 2,
      quantity: index === 2 ? 1 : index + 2,
      toFollow: index === 2 ? 3 : 0,
    })),
    giftMessage: "Happy birthday, Zoë! 生日快乐 — love from all of us.",
    buyerMessage: null,
    returnsText:
      "Changed your mind? You have 30 days from delivery. Start a return at hartleywren.example/returns with your order number.",
    ...overrides,
  };
}

export function samplePickList(overrides: Partial<PickListDto> = {}): PickListDto {
  const orders = ["1004217", "1004219", "1004222", "1004230"];
  const customers = ["Łukasz Żółkiewski-O’Brien", "欧阳娜娜", "Anna Bell", "张伟"];
  const bins = ["A-10-02", "A-02-01", "B-01-04", null, "A-02-03", "C-07-01"];
  return {
    shop: sampleShop,
    number: "W-20261121-003",
    location: "Main warehouse",
    picker: "Mei Lin",
    createdAt: new Date("2026-11-21T08:05:00Z"),
    orders: orders.map((number, index) => ({
      number,
      customer: customers[index] as string,
      promisedDay: index === 3 ? null : `2026-11-2${index + 1}`,
      urgent: index === 0,
      note: index === 2 ? "Gift wrap, no prices please" : null,
    })),
    lines: products.map(([sku, name, options], index) => ({
      bin: bins[index] ?? null,
      sku,
      name,
      options,
      barcode: `50123456789${index}0`,
      takes: orders.slice(0, (index % 4) + 1).map((order, place) => ({ order, quantity: place * 5 + index + 1 })),
    })),
    ...overrides,
  };
}

export function sampleLabel(overrides: Partial<ShippingLabelDto> = {}): ShippingLabelDto {
  return {
    from: sampleShop,
    to: sampleAddress,
    carrier: "Royal Mail",
    service: "Tracked 48",
    tracking: "JD0002252123456789",
    order: "1004217",
    parcel: 1,
    parcels: 2,
    weightGrams: 1840,
    cashOnDelivery: null,
    contents: "Gifts",
    shippedDay: "2026-11-21",
    ...overrides,
  };
}

export function sampleInvoice(overrides: Partial<InvoiceDto> = {}): InvoiceDto {
  return {
    kind: "invoice",
    shop: sampleShop,
    number: "INV-2026-00431",
    issuedDay: "2026-11-21",
    dueDay: "2026-12-05",
    order: "1004217",
    orderedAt: new Date("2026-11-20T23:41:00Z"),
    corrects: null,
    billTo: sampleAddress,
    shipTo: { ...sampleAddress, name: "Anna Bell", company: null, line1: "The Old Rectory", line2: "Church Lane" },
    customerTaxNumber: "GB 987 6543 21",
    currency: "GBP",
    lines: [
      {
        sku: "85123A",
        name: "White hanging heart T-light holder",
        options: "Cream / 12 cm",
        quantity: 6,
        unitPrice: "2.55",
        taxRate: "0.2",
        amount: 1530n,
      },
      {
        sku: "71053",
        name: "White metal lantern",
        options: null,
        quantity: 12,
        unitPrice: "3.39",
        taxRate: "0.2",
        amount: 4068n,
      },
      {
        sku: "BOOK-1",
        name: "A very small book about a very long walk along the coast, with maps",
        options: "Hardback",
        quantity: 1,
        unitPrice: "14.995",
        taxRate: "0",
        amount: 1500n,
      },
      {
        sku: "PIN-1",
        name: "Loose pins",
        options: null,
        quantity: 1200,
        unitPrice: "0.001",
        taxRate: "0.2",
        amount: 120n,
      },
    ],
    discounts: [{ label: "AUTUMN10", amount: 560n }],
    shipping: 495n,
    taxIncluded: true,
    taxes: [
      { label: "20%", rate: "0.2", net: 4711n, tax: 942n },
      { label: "0%", rate: "0", net: 1500n, tax: 0n },
    ],
    total: 7153n,
    payments: [{ method: "Visa ···· 4242", day: "2026-11-20", amount: 5000n }],
    note: "Thank you for your order. Goods remain our property until paid in full.",
    ...overrides,
  };
}
