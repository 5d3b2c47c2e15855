import type postgres from "postgres";
import { normaliseEmail } from "@/lib/core/text";

/**
 * Customers that a typed text finds: by number, e-mail or its beginning, the last digits of the phone, part of a name,
 * or two Chinese characters of one. Each way has its index; what none serves finds nothing.
 */
export function customerCondition(sql: postgres.Sql, typed: string): postgres.Fragment {
  const q = typed.trim().toLowerCase();
  const ways: postgres.Fragment[] = [sql`c.number = ${q.toUpperCase()}`];
  const digits = q.replace(/[\s()+.-]/g, "");
  if (/^\d{4,17}$/.test(digits)) ways.push(sql`c.phone_reversed like ${`${[...digits].reverse().join("")}%`}`);
  const email = normaliseEmail(q);
  if (email) ways.push(sql`lower(c.email) = ${email}`);
  else if (/^[\w.+-]{2,64}@?[\w.-]*$/.test(q)) ways.push(sql`lower(c.email) like ${`${escaped(q)}%`}`);
  const like = `%${escaped(q)}%`;
  if (/[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]{2}/.test(q)) {
    ways.push(
      sql`(ch_grams(c.name || ' ' || c.company) @> ch_grams(${q}) and lower(c.name || ' ' || c.company) like ${like})`,
    );
  } else if (q.length >= 3) ways.push(sql`lower(c.name || ' ' || c.company) like ${like}`);
  return ways.reduce((all, way) => sql`${all} or ${way}`);
}

function escaped(text: string): string {
  return text.replace(/[\\%_]/g, "\\$&");
}
