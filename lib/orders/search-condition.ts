import type postgres from "postgres";
import { connection } from "@/db/client";

/** More orders than these are not few: they are met soon on a walk from the newest on. */
const fewAtMost = 2000;
/** So many of the newest orders are looked at first; where one in ten of them is found, the words are everywhere. */
const newestAtOnce = 200;

/**
 * Orders that a typed text finds: by an exact key (number, external number, SKU, tracking number, e-mail, phone or its
 * last digits), by part of a name or place, and by two Chinese characters of one. `few` is what `findTyped` said of the text.
 */
export function searchCondition(
  sql: postgres.ISql,
  typed: string,
  few: readonly string[] | null = null,
): postgres.Fragment {
  if (few) return sql`o.id = any(${[...few]}::uuid[])`;
  const { keys, words } = readTyped(sql, typed);
  // What a key finds is read first: PostgreSQL takes half a percent of all orders for it, and would rather walk through
  // them from the newest on, to the end where nothing is found.
  return sql`o.id in (
    select s.order_id from order_search s
    where s.order_id = any(array(select k.order_id from order_search k where k.keys && ${keys}::text[])) or ${words})`;
}

/** What a typed text finds at once. */
export type Typed = {
  /** The number of the one order whose number, digits of it, or number at its channel the text is: it is opened. */
  exact: string | null;
  /** Ids of the orders found, where they are few, those placed last first. */
  few: string[] | null;
};

/**
 * What a typed text finds. `few` is null where it finds many: PostgreSQL does not know how rare a word is. To put what it
 * finds in order, it walks through the orders from the newest on, which takes a second where there are few, or gathers
 * what it finds, which takes as long where there are many: this tells which one to ask for.
 */
export async function findTyped(typed: string): Promise<Typed> {
  const q = typed.trim();
  if (q === "") return { exact: null, few: null };
  const { sql } = connection();
  // Behind a query of its own the text is unknown to the planner. Shown it, PostgreSQL plans anew for each text, and
  // reckons for longer than it then searches; the plan is the same.
  const { keys, words } = readTyped(sql, q, (text) => sql`(select ${text}::text)`);
  const known = sql`(select ${keys}::text[])`;
  // Also where they are found: to leave out those found twice, PostgreSQL reads all of them first.
  const most = sql.unsafe(`limit ${fewAtMost + 1}`);
  const lower = q.toLowerCase();
  // Fewer signs are the number of nothing, and the key of much.
  const numbers =
    q.length < 4
      ? sql`null`
      : sql`array(
          select number from orders where number = ${q.toUpperCase()}
          union select o.number from keyed k join orders o on o.id = k.order_id
            where lower(o.external_id) = ${lower} or regexp_replace(o.number, '^\\D+', '') = ${q}
          limit 2)`;
  const [row] = await sql<{ numbers: string[] | null; few: string | null }[]>`
    with keyed as materialized (select s.order_id, s.placed_at from order_search s where s.keys && ${known})
    select ${numbers} as numbers,
      case when newest.found < ${newestAtOnce / 10} then array_to_string(array(
        select order_id from (
          select order_id, placed_at from keyed
          union (select s.order_id, s.placed_at from order_search s where ${words} ${most})
          ${most}) found
        order by placed_at desc, order_id desc), ',') end as few
    from (
      select count(*) filter (where (
        select s.keys && ${known} or ${words} from order_search s where s.order_id = o.id)) as found
      from (select id from orders order by placed_at desc, id desc limit ${sql.unsafe(`${newestAtOnce}`)}) o) newest`;
  // As one text, which is parted faster than the driver reads a list.
  const few = row?.few?.split(",").filter(Boolean) ?? null;
  return {
    exact: row?.numbers?.length === 1 ? (row.numbers[0] ?? null) : null,
    few: few && few.length <= fewAtMost ? few : null,
  };
}

function readTyped(
  sql: postgres.ISql,
  typed: string,
  given: (text: string) => postgres.Fragment = (text) => sql`${text}`,
): { keys: string[]; words: postgres.Fragment } {
  const q = typed.trim().toLowerCase();
  const digits = q.replace(/[\s()+-]/g, "");
  const keys = [...new Set([q, ...(/^\d{4,}$/.test(digits) ? [digits, digits.slice(-11)] : [])])];
  const like = `%${q.replace(/[\\%_]/g, "\\$&")}%`;
  // A pair that stands with a number or a Latin word is found by the trigrams of that one: proving the pair again for
  // each order found costs more than finding it.
  const hasPairs = /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]{2}/.test(q) && !/[a-z0-9]{2}/.test(q);
  // Shorter words have no trigram: looking for them would read every order. So would a pair: `like` must not offer it.
  const words = hasPairs
    ? sql`(ch_grams(s.words) @> ch_grams(${given(q)}) and position(${given(q)} in s.words) > 0)`
    : q.length >= 3
      ? sql`s.words like ${given(like)}`
      : sql`false`;
  return { keys, words };
}
