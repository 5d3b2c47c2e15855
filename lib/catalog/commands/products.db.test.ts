import { describe, expect, it } from "vitest";
import { connection } from "@/db/client";
import { run } from "@/lib/command";
import { readList } from "@/lib/list/params";
import { actorOf, openShop } from "@/lib/testing/people";
import { must, receive, stockItem } from "@/lib/testing/trade";
import { productList } from "../list-spec";
import { getProduct } from "../queries/get-product";
import { listProducts } from "../queries/list-products";
import { createProduct } from "./create-product";
import { createVariants } from "./create-variants";
import { editProduct } from "./edit-product";

const owner = (await openShop()).actor;
const support = await actorOf("support");
const sql = connection().sql;
const countOf = async (table: string) => (await sql`select count(*)::int as n from ${sql(table)}`)[0]?.n as number;

const mug = (sku: string, extra: Record<string, unknown> = {}) => ({
  title: "Enamel mug",
  titleZh: "搪瓷杯",
  variants: [{ sku, title: "350 ml", prices: [{ currency: "CNY", unitPrice: "39.90" }], ...extra }],
});

/** The product's own form, unchanged but for what the test changes. */
async function formOf(sku: string) {
  const product = await getProduct(owner, sku);
  if (!product) throw new Error(`no product ${sku}`);
  const { changedAt, variants, ...fields } = product;
  return {
    ...fields,
    sku,
    seen: changedAt,
    variants: variants.map(({ version, onHand: _, available: __, ...variant }) => ({
      ...variant,
      was: { sku: variant.sku, version },
    })),
  };
}

describe("a new product", () => {
  it("has its variants, prices and shelves, and an entry in the audit", async () => {
    const input = mug("MUG-A", {
      barcode: "6901234500001",
      bins: [{ location: "MAIN", bin: "B-2" }],
      unitCost: "8.125",
      weightGrams: 310,
    });
    must(await run(createProduct, owner, input));
    expect(await getProduct(owner, "mug-a")).toMatchObject({
      titleZh: "搪瓷杯",
      variants: [
        {
          sku: "MUG-A",
          unitCost: "8.125",
          prices: [{ currency: "CNY", unitPrice: "39.9" }],
          bins: [{ location: "MAIN", bin: "B-2" }],
        },
      ],
    });
    const audit = await sql`select facts from audit_log where action = 'catalogue.product_created'`;
    expect(audit).toMatchObject([{ facts: { skus: ["MUG-A"] } }]);
  });

  it("is refused with a SKU in another case or a barcode that exists, and nothing is left behind", async () => {
    must(await run(createProduct, owner, mug("MUG-B", { barcode: "6901234500002" })));
    const before = await countOf("products");
    expect(await run(createProduct, owner, mug("mug-b"))).toMatchObject({
      refusal: { code: "duplicate_sku", facts: { sku: "MUG-B" } },
    });
    expect(await run(createProduct, owner, mug("MUG-C", { barcode: "6901234500002" }))).toMatchObject({
      refusal: { code: "duplicate_barcode" },
    });
    expect(await run(createProduct, owner, mug("MUG-C", { bins: [{ location: "MOON", bin: "1" }] }))).toMatchObject({
      refusal: { code: "unknown_location" },
    });
    expect(await countOf("products")).toBe(before);
  });

  it("is made once by two people at the same moment", async () => {
    const outcomes = await Promise.all([
      run(createProduct, owner, mug("MUG-D")),
      run(createProduct, owner, mug("MUG-D")),
    ]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(outcomes.find(({ ok }) => !ok)).toMatchObject({ refusal: { code: "duplicate_sku" } });
  });

  it("is refused to support, and with input that is no price, unit or name", async () => {
    expect(await run(createProduct, support, mug("MUG-E"))).toMatchObject({ refusal: { code: "forbidden" } });
    const bad = [
      { prices: [{ currency: "CNY", unitPrice: "-0.01" }] },
      { prices: [{ currency: "XYZ", unitPrice: "1" }] },
      { prices: [{ currency: "CNY", unitPrice: "1e3" }] },
      { unitCost: "1.1234567" },
      { weightGrams: 1.5 },
      { reorderPoint: -1 },
      { sku: "  " },
      { sku: "A\u0000B" },
      { title: "\u202egnp" },
      { surprise: 1 },
    ];
    for (const extra of bad) {
      expect(await run(createProduct, owner, mug("MUG-E", extra)), JSON.stringify(extra)).toMatchObject({
        refusal: { code: "invalid_input" },
      });
    }
    expect(await run(createProduct, owner, { ...mug("MUG-E"), variants: [] })).toMatchObject({
      fields: { variants: ["no_variants"] },
    });
  });
});

describe("editing a product", () => {
  it("changes what was changed, adds variants, and says so in the audit field by field", async () => {
    must(await run(createProduct, owner, mug("CUP-A")));
    const form = await formOf("CUP-A");
    const [first] = form.variants;
    const variants = [
      {
        ...first,
        sku: "CUP-A1",
        prices: [
          { currency: "CNY", unitPrice: "42.00" },
          { currency: "GBP", unitPrice: "4.5" },
        ],
        reorderPoint: 12,
      },
      { sku: "CUP-B", title: "500 ml" },
    ];
    must(await run(editProduct, owner, { ...form, title: "Enamel cup", variants }));
    const after = await getProduct(owner, "CUP-A1");
    expect(after?.variants.map(({ sku, version }) => [sku, version])).toEqual([
      ["CUP-A1", 2],
      ["CUP-B", 1],
    ]);
    expect(after?.variants[0]?.prices).toEqual([
      { currency: "CNY", unitPrice: "42" },
      { currency: "GBP", unitPrice: "4.5" },
    ]);
    const [audit] =
      await sql`select facts from audit_log where action = 'catalogue.product_changed' order by id desc limit 1`;
    expect(audit?.facts).toMatchObject({
      product: [{ field: "title", before: "Enamel mug", after: "Enamel cup" }],
      added: ["CUP-B"],
    });
    expect(audit?.facts.variants[0].changes.map((change: { field: string }) => change.field).sort()).toEqual([
      "prices",
      "reorderPoint",
      "sku",
    ]);
  });

  it("is refused to the second of two tabs, and leaves the first one's work", async () => {
    must(await run(createProduct, owner, mug("CUP-C")));
    const form = await formOf("CUP-C");
    must(await run(editProduct, owner, { ...form, title: "First" }));
    expect(await run(editProduct, owner, { ...form, title: "Second" })).toMatchObject({
      refusal: { code: "product_changed" },
    });
    expect((await getProduct(owner, "CUP-C"))?.title).toBe("First");
  });

  it("is won by one of two who save at the same moment", async () => {
    must(await run(createProduct, owner, mug("CUP-D")));
    const form = await formOf("CUP-D");
    const outcomes = await Promise.all(["One", "Two"].map((title) => run(editProduct, owner, { ...form, title })));
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
  });

  it("does not take another product's SKU, and knows when there is no such product", async () => {
    must(await run(createProduct, owner, mug("CUP-E")));
    must(await run(createProduct, owner, mug("CUP-F")));
    const form = await formOf("CUP-E");
    const taking = { ...form, variants: form.variants.map((variant) => ({ ...variant, sku: "CUP-F" })) };
    expect(await run(editProduct, owner, taking)).toMatchObject({ refusal: { code: "duplicate_sku" } });
    expect(await run(editProduct, owner, { ...form, sku: "NO-SUCH" })).toMatchObject({ refusal: { code: "gone" } });
  });
});

describe("many products at once", () => {
  it("are added by one command, and a second time none is doubled", async () => {
    const products = Array.from({ length: 500 }, (_, index) => ({ ...mug(`BULK-${index}`), title: `Bulk ${index}` }));
    expect(must(await run(createVariants, owner, { products }))).toEqual({ products: 500, variants: 500, skipped: 0 });
    expect(await run(createVariants, owner, { products })).toMatchObject({ refusal: { code: "duplicate_sku" } });
    const more = [...products, mug("BULK-NEW")];
    expect(must(await run(createVariants, owner, { products: more, existing: "skip" }))).toEqual({
      products: 1,
      variants: 1,
      skipped: 500,
    });
  });

  it("are refused where two rows name one SKU", async () => {
    const outcome = await run(createVariants, owner, { products: [mug("TWIN"), mug("twin")] });
    expect(outcome).toMatchObject({ fields: { "products.1.variants.0.sku": ["sku_twice"] } });
  });
});

describe("the list of products", () => {
  const found = async (params: Record<string, string>) => {
    const page = await listProducts(owner, readList(productList, params), { language: "en", currency: "CNY" });
    return page.rows.map((row) => row.title);
  };

  it("finds by SKU, barcode, and two Chinese characters of a title", async () => {
    const sku = await stockItem({
      sku: "HRT-9",
      product: "Heart holder",
      productZh: "心形烛台",
      barcode: "6900000000999",
    });
    await receive(sku, 4);
    for (const q of ["hrt-9", "6900000000999", "烛台", "heart holder", "心形 HRT"])
      expect(await found({ q }), q).toEqual(["Heart holder"]);
    expect(await found({ q: "100%" })).toEqual([]);
    expect(await found({ q: "heart mug" })).toEqual([]);
  });

  it("shows every product once over its pages, forwards and back", async () => {
    let state = readList(productList, { q: "BULK-" });
    const context = { language: "en", currency: "CNY" };
    const seen: string[] = [];
    const pages: string[][] = [];
    for (;;) {
      const page = await listProducts(owner, state, context, 60);
      seen.push(...page.rows.map(({ id }) => id));
      pages.push(page.rows.map(({ id }) => id));
      expect(page.total).toBe(501);
      if (!page.older) {
        const back = await listProducts(owner, { ...state, after: "", before: page.newer ?? "" }, context, 60);
        expect(back.rows.map(({ id }) => id)).toEqual(pages.at(-2));
        break;
      }
      state = { ...state, after: page.older };
    }
    expect(new Set(seen).size).toBe(501);
    expect(seen).toHaveLength(501);
  });
});
