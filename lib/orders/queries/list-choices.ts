import { connection } from "@/db/client";
import { nameIn } from "@/lib/i18n/rules/languages";
import { recently } from "@/lib/recent";
import { currentShipping } from "@/lib/shipping/load-shipping";
import { offerName } from "@/lib/shipping/rules/shipping";

export type Choice = { value: string; label: string };

// Tags are whatever people type: those in use are found on the orders tagged lately.
const taggedLooked = 500;
const promotionsOffered = 50;

/** What the filters of the order list offer, in the reader's language. */
export async function listChoices(
  language: string,
): Promise<{ channels: Choice[]; locations: Choice[]; services: Choice[]; promotions: Choice[]; tags: Choice[] }> {
  const [row, book] = await Promise.all([rowsOfChoices(), currentShipping()]);
  const named = (rows: { value: string; name: string; zh: string }[]) =>
    rows.map(({ value, name, zh }) => ({ value, label: nameIn(language, { name, nameZh: zh }) }));
  const tags = (row?.tags as string[] | undefined) ?? [];
  return {
    channels: named(row?.channels ?? []),
    locations: named(row?.locations ?? []),
    services: book.offers.map((offer) => ({ value: offer.service.code, label: offerName(language, offer) })),
    promotions: (row?.promotions as Choice[] | undefined) ?? [],
    tags: tags.map((tag) => ({ value: tag, label: tag })),
  };
}

const rowsOfChoices = recently(async () => {
  const [row] = await connection().sql`
    select (select coalesce(jsonb_agg(jsonb_build_object('value', code, 'name', name, 'zh', name_zh) order by name), '[]') from channels) as channels,
           (select coalesce(jsonb_agg(jsonb_build_object('value', code, 'name', name, 'zh', name_zh) order by priority, name), '[]') from locations) as locations,
           (select coalesce(array_agg(distinct tag order by tag), '{}') from (
              select unnest(tags) as tag from (
                select tags from orders where tags <> '{}' order by placed_at desc limit ${taggedLooked}) recent) used) as tags,
           (select coalesce(jsonb_agg(jsonb_build_object('value', number::text, 'label', name) order by number desc), '[]') from (
              select number, name from promotions order by number desc limit ${promotionsOffered}) newest) as promotions`;
  return row;
});
