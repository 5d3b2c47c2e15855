import { z } from "zod";
import { adjustStock } from "@/lib/inventory/commands/adjust-stock";
import { adjustStockInput } from "@/lib/inventory/inputs";
import { amount, next, page, textParam } from "../dto/fields";
import { badCursor, defineEndpoint, runFor } from "../endpoint";
import { listProducts, listStock } from "../queries/stock";

const text = textParam(80);
const skus = z
  .union([text.transform((one) => [one]), z.array(text).max(100, "too_many")])
  .optional()
  .meta({ description: "May be given several times; upper or lower case is the same." });

const level = z
  .object({
    sku: z.string(),
    location: z.string(),
    onHand: z.int(),
    reserved: z.int(),
    damaged: z.int(),
    qualityControl: z.int(),
    incoming: z.int(),
    available: z.int().meta({ description: "On hand less reserved, damaged and in quality control." }),
  })
  .meta({ id: "StockLevel" });

export const listStockEndpoint = defineEndpoint({
  method: "get",
  path: "/stock",
  id: "listStock",
  tag: "stock",
  summary: "Read stock levels",
  permission: "stock.read",
  query: z.strictObject({ ...page, sku: skus, location: textParam(40).optional() }),
  success: {
    status: 200,
    description: "One page of levels, by SKU and warehouse.",
    schema: z.object({ stock: z.array(level), next }).meta({ id: "StockPage" }),
  },
  refusals: [],
  async handle({ query }) {
    const found = await listStock(query);
    return found ? { body: found } : badCursor();
  },
});

export const adjustStockEndpoint = defineEndpoint({
  method: "post",
  path: "/stock/adjustments",
  id: "adjustStock",
  tag: "stock",
  summary: "Put a level right, with a reason",
  description: "Units that turn up go to the orders that wait for them.",
  permission: "stock.adjust",
  body: adjustStockInput.meta({ id: "NewAdjustment" }),
  success: {
    status: 201,
    description: "The level after it.",
    schema: z
      .object({
        document: z.string(),
        sku: z.string(),
        onHand: z.int(),
        damaged: z.int(),
        available: z.int(),
        filled: z
          .object({ orders: z.array(z.string()), units: z.int() })
          .meta({ description: "Orders that got units." }),
      })
      .meta({ id: "Adjustment" }),
  },
  refusals: adjustStock.refusals,
  handle: (call) => runFor(call, adjustStock, call.sent, (adjusted) => ({ body: adjusted })),
});

const product = z
  .object({
    sku: z.string(),
    barcode: z.string().nullable(),
    title: z.string(),
    titleZh: z.string(),
    spec: z.string(),
    specZh: z.string(),
    category: z.string(),
    taxClass: z.string(),
    prices: z.record(z.string(), amount).meta({ description: "Unit price by currency." }),
    weightGrams: z.int().nullable(),
    madeToOrder: z.boolean(),
    backorderAllowed: z.boolean(),
    active: z.boolean(),
  })
  .meta({ id: "Product" });

export const listProductsEndpoint = defineEndpoint({
  method: "get",
  path: "/products",
  id: "listProducts",
  tag: "catalogue",
  summary: "Read items with their prices",
  permission: "catalogue.read",
  query: z.strictObject({ ...page, sku: skus }),
  success: {
    status: 200,
    description: "One page of items, by SKU.",
    schema: z.object({ products: z.array(product), next }).meta({ id: "ProductPage" }),
  },
  refusals: [],
  async handle({ query }) {
    const found = await listProducts(query);
    return found ? { body: found } : badCursor();
  },
});
