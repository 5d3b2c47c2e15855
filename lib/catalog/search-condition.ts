import type postgres from "postgres";

const wordsAtMost = 6;

/**
 * Finds items by SKU, barcode, or words of a title in either language; every word must be found, wherever. Expects the
 * tables as `v` (variants) and `p` (products).
 */
export function itemSearch(sql: postgres.ISql, typed: string): postgres.Fragment {
  const words = typed.split(/\s+/u).filter(Boolean).slice(0, wordsAtMost);
  return words.reduce((all, word) => {
    const like = `%${word.replace(/[\\%_]/g, "\\$&")}%`;
    return sql`${all} and (v.sku ilike ${like} or v.barcode = ${word} or p.title ilike ${like} or p.title_zh like ${like}
      or v.title ilike ${like} or v.title_zh like ${like})`;
  }, sql`true`);
}
