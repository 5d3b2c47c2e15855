import type postgres from "postgres";

/**
 * Orders that a typed text finds: by an exact key (number, external number, SKU, tracking number, e-mail, phone or its
 * last digits), by part of a name or place, and by two Chinese characters of one.
 */
export function searchCondition(sql: postgres.ISql, typed: string): postgres.Fragment {
  const q = typed.trim().toLowerCase();
  const digits = q.replace(/[\s()+-]/g, "");
  const keys = [...new Set([q, ...(/^\d{4,}$/.test(digits) ? [digits, digits.slice(-11)] : [])])];
  const like = `%${q.replace(/[\\%_]/g, "\\$&")}%`;
  // A pair that stands with a number or a Latin word is found by the trigrams of that one: proving the pair again for
  // each order found costs more than finding it.
  const hasPairs = /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]{2}/.test(q) && !/[a-z0-9]{2}/.test(q);
  // Shorter words have no trigram: looking for them would read every order.
  const words = hasPairs
    ? sql`or (ch_grams(s.words) @> ch_grams(${q}) and s.words like ${like})`
    : q.length >= 3
      ? sql`or s.words like ${like}`
      : sql``;
  // What a key finds is read first: PostgreSQL takes half a percent of all orders for it, and would rather walk through
  // them from the newest on, to the end where nothing is found.
  return sql`o.id in (
    select s.order_id from order_search s
    where s.order_id = any(array(select k.order_id from order_search k where k.keys && ${keys}::text[])) ${words})`;
}
