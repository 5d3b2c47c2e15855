import { connection } from "@/db/client";
import { type Actor, may } from "@/lib/actor";
import { assert } from "@/lib/core/result";
import { locales } from "@/lib/i18n/locales";
import type { Shop } from "@/lib/shop";
import { buyerLetter } from "../buyer-letter";
import { type BuyerMailKind, buyerMailKinds } from "../rules/buyer-mail";

export type BuyerMailSetting = {
  kind: BuyerMailKind;
  on: boolean;
  /** What it reads like, in each language, with values that are made up. */
  samples: { locale: string; subject: string; text: string }[];
};

const sample = {
  ...{ name: "林晓 Lin Xiao", order: "CH-100001", rma: "RMA-1001", paidBy: "customer" },
  items: [{ title: "Mug", units: 2 }],
};

/** What buyers may be written of by themselves, and what is switched on. */
export async function getBuyerMail(actor: Actor, shop: Shop, now: Date): Promise<BuyerMailSetting[]> {
  assert(may(actor, "settings.read"), `${actor.role} may not settings.read`);
  const [row] = await connection().sql<{ kinds: string[] }[]>`select kinds from buyer_mail_settings`;
  const dueAt = new Date(now.getTime() + 14 * 86_400_000).toISOString();
  const told = { note: "", dueAt, amountMinor: "4200", currency: shop.currency, exchange: "CH-100002" };
  const { name, timeZone, address } = shop;
  const facts = {
    ...sample,
    shop: { name, timeZone, addressLines: address.lines },
    link: "https://…/track/CH-100001",
    told,
  };
  return buyerMailKinds.map((kind) => ({
    kind,
    on: row?.kinds.includes(kind) ?? false,
    samples: locales.map((locale) => ({ locale, ...buyerLetter(kind, facts, locale) })),
  }));
}

export type BuyerMailRow = {
  id: string;
  kind: BuyerMailKind;
  rma: string;
  to: string;
  status: "waiting" | "sending" | "sent" | "failed" | "unknown" | "dropped";
  attempts: number;
  reason: string;
  at: string;
  nextAt: string;
};

const troublesShown = 20;

/** Mails to buyers of the last days that did not arrive, or of which nobody knows, the newest first. */
export async function listBuyerMailTroubles(actor: Actor, now: Date): Promise<BuyerMailRow[]> {
  assert(may(actor, "settings.read"), `${actor.role} may not settings.read`);
  const { sql } = connection();
  return sql<BuyerMailRow[]>`
    select m.id, m.kind, r.number as rma, m.to_address as to, m.status, m.attempts, m.reason,
      to_jsonb(m.updated_at) #>> '{}' as at, to_jsonb(m.next_at) #>> '{}' as "nextAt"
    from buyer_mails m join returns r on r.id = m.return_id
    where (m.status in ('failed', 'unknown') or m.status = 'waiting' and m.attempts > 0)
      and m.updated_at > ${now.toISOString()}::timestamptz - interval '14 days'
    order by m.updated_at desc limit ${troublesShown}`;
}

/** What the buyer of a return was written, the newest first. */
export async function mailsOfReturn(actor: Actor, rma: string): Promise<BuyerMailRow[]> {
  assert(may(actor, "returns.read"), `${actor.role} may not returns.read`);
  const { sql } = connection();
  return sql<BuyerMailRow[]>`
    select m.id, m.kind, r.number as rma, m.to_address as to, m.status, m.attempts, m.reason,
      to_jsonb(m.updated_at) #>> '{}' as at, to_jsonb(m.next_at) #>> '{}' as "nextAt"
    from returns r join buyer_mails m on m.return_id = r.id where r.number = ${rma} order by m.updated_at desc, m.id limit 50`;
}
