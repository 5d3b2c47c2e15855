import { connection } from "@/db/client";
import { type Actor, may } from "@/lib/actor";
import { assert } from "@/lib/core/result";
import { isChinese } from "@/lib/i18n/rules/languages";

export type StockDocument = {
  number: string;
  kind: "adjustment" | "transfer" | "receipt";
  reason: string;
  note: string;
  actor: string;
  at: string;
  lines: { sku: string; title: string; location: string; onHand: number; damaged: number; reason: string }[];
};

/** A receipt, transfer or adjustment with what it moved; null when there is none of that number. */
export async function getStockDocument(actor: Actor, number: string, language: string): Promise<StockDocument | null> {
  assert(may(actor, "stock.read"), `${actor.role} may not stock.read`);
  const { sql } = connection();
  const [row] = await sql<StockDocument[]>`
    select d.number, d.kind, d.reason, d.note, d.actor_name as actor, to_jsonb(d.created_at) #>> '{}' as at,
      coalesce((
        select jsonb_agg(jsonb_build_object('sku', v.sku, 'title', ${isChinese(language) ? sql`coalesce(nullif(p.title_zh, ''), p.title)` : sql`p.title`},
          'location', l.code, 'onHand', m.on_hand_delta, 'damaged', m.damaged_delta, 'reason', m.reason) order by v.sku, m.id)
        from stock_movements m join variants v on v.id = m.variant_id join products p on p.id = v.product_id join locations l on l.id = m.location_id
        where m.document_type = d.kind and m.document_number = d.number and m.order_line_id is null), '[]') as lines
    from stock_documents d where d.number = upper(${number})`;
  return row ?? null;
}
