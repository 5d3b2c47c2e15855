export const warehouseCodes = ["SH", "LDS", "GZ"] as const;
export type WarehouseCode = (typeof warehouseCodes)[number];

export const warehouses = [
  {
    code: "SH",
    name: "Shanghai warehouse",
    nameZh: "上海仓",
    addressLines: "青浦区华新镇华志路 1685 号 3 号库",
    city: "上海市",
    country: "CN",
    phone: "021 5978 0216",
    priority: 10,
  },
  {
    code: "LDS",
    name: "Leeds warehouse",
    nameZh: "利兹仓",
    addressLines: "Unit 7, Stourton Business Park\nPontefract Road",
    city: "Leeds",
    country: "GB",
    phone: "+44 113 496 0187",
    priority: 20,
  },
  {
    code: "GZ",
    name: "Guangzhou warehouse",
    nameZh: "广州仓",
    addressLines: "白云区太和镇大源中路 88 号",
    city: "广州市",
    country: "CN",
    phone: "020 3748 0532",
    priority: 30,
  },
] as const satisfies readonly { code: WarehouseCode; [field: string]: unknown }[];
