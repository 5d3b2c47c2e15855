import { connection } from "@/db/client";

export type Choice = { value: string; label: string };

// Tags are whatever people type: those in use are found on the orders tagged lately.
const taggedLooked = 500;

/** What the filters of the order list offer, in the reader's language. */
export async function listChoices(
  language: string,
): Promise<{ channels: Choice[]; locations: Choice[]; tags: Choice[] }> {
  const [row] = await connection().sql`
    select (select coalesce(jsonb_agg(jsonb_build_object('value', code, 'name', name, 'zh', name_zh) order by name), '[]') from channels) as channels,
           (select coalesce(jsonb_agg(jsonb_build_object('value', code, 'name', name, 'zh', name_zh) order by priority, name), '[]') from locations) as locations,
           (select coalesce(array_agg(distinct tag order by tag), '{}') from (
              select unnest(tags) as tag from (
                select tags from orders where tags <> '{}' order by placed_at desc limit ${taggedLooked}) recent) used) as tags`;
  const named = (rows: { value: string; name: string; zh: string }[]) =>
    rows.map(({ value, name, zh }) => ({ value, label: language.startsWith("zh") && zh ? zh : name }));
  const tags = (row?.tags as string[] | undefined) ?? [];
  return {
    channels: named(row?.channels ?? []),
    locations: named(row?.locations ?? []),
    tags: tags.map((tag) => ({ value: tag, label: tag })),
  };
}
