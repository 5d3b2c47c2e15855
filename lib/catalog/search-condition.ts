import type postgres from "postgres";

const wordsAtMost = 6;

/**
 * Finds items by SKU, barcode, or words of a title in either language; every word must be found, wherever. Expects
 * variants as `v`. Each table is looked through on its own, so that a product's title is read once, not once a variant.
 */
export function itemSearch(sql: postgres.ISql, typed: string): postgres.Fragment {
  const words = typed.split(/\s+/u).filter(Boolean).slice(0, wordsAtMost);
  return words.reduce((all, word) => {
    const like = `%${word.replace(/[\\%_]/g, "\\$&")}%`;
    return sql`${all} and v.id in (
      select id from variants where sku ilike ${like} or barcode = ${word} or title ilike ${like} or title_zh like ${like}
      union all
      select m.id from products t join variants m on m.product_id = t.id where t.title ilike ${like} or t.title_zh like ${like})`;
  }, sql`true`);
}
