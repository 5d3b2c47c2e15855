import { connection } from "@/db/client";

export type Choice = { value: string; label: string };

/** What the filters of the order list offer, in the reader's language. */
export async function listChoices(language: string): Promise<{ channels: Choice[]; locations: Choice[] }> {
  const [row] = await connection().sql`
    select (select coalesce(jsonb_agg(jsonb_build_object('value', code, 'name', name, 'zh', name_zh) order by name), '[]') from channels) as channels,
           (select coalesce(jsonb_agg(jsonb_build_object('value', code, 'name', name, 'zh', name_zh) order by priority, name), '[]') from locations) as locations`;
  const named = (rows: { value: string; name: string; zh: string }[]) =>
    rows.map(({ value, name, zh }) => ({ value, label: language.startsWith("zh") && zh ? zh : name }));
  return { channels: named(row?.channels ?? []), locations: named(row?.locations ?? []) };
}
