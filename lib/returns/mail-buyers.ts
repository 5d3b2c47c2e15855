import { connection } from "@/db/client";
import { customerLocale } from "@/lib/i18n/customer-locale";
import type { JobHandlers } from "@/lib/jobs/queues";
import { loadMailServer } from "@/lib/mail/load-mail-server";
import { type ClaimedMail, claimMail, giveUpSilent, type Settled, settledBy, settleMail } from "@/lib/mail/mail-queue";
import { sendMail } from "@/lib/mail/send-mail";
import { loadShop, type Shop } from "@/lib/shop";
import { trackingLink } from "@/lib/tracking/tracking-link";
import { buyerLetter } from "./buyer-letter";
import type { BuyerMailKind } from "./rules/buyer-mail";

/** The job `returns.mail`: sends what buyers are to be told, one mail after the other. */
export async function mailBuyers(signal?: AbortSignal, now = () => new Date()): Promise<number> {
  await giveUpSilent("buyer_mails", now());
  let sent = 0;
  while (!signal?.aborted) {
    const claimed = await claimMail("buyer_mails", now());
    if (!claimed) return sent;
    const settled = await deliver(claimed, now());
    await settleMail("buyer_mails", claimed, settled, now());
    if (settled.status === "sent") sent += 1;
  }
  return sent;
}

type Row = {
  kind: BuyerMailKind;
  facts: Record<string, string>;
  toName: string;
  toAddress: string;
  address: string;
  order: string;
  rma: string;
  locale: string | null;
  country: string;
  paidBy: string;
  over: boolean;
  items: { title: string; units: number }[];
};

async function deliver({ id }: ClaimedMail, now: Date): Promise<Settled> {
  const { sql } = connection();
  const [server, shop, [row]] = await Promise.all([
    loadMailServer(sql),
    loadShop(sql),
    sql<Row[]>`
      select m.kind, m.facts, m.to_name as "toName", m.to_address as "toAddress", s.address, o.number as order, r.number as rma,
        c.locale, o.country, coalesce(r.decision ->> 'shippingPaidBy', '') as "paidBy",
        r.cancelled_at is not null or r.rejected_at is not null as over,
        (select coalesce(jsonb_agg(jsonb_build_object('title', l.title, 'units',
           case m.kind when 'return_refused' then b.requested when 'return_received' then b.received else b.requested + b.extra - b.declined - b.withdrawn end)
           order by b.position), '[]')
         from return_lines b join order_lines l on l.id = b.order_line_id where b.return_id = r.id) as items
      from buyer_mails m join returns r on r.id = m.return_id join orders o on o.id = m.order_id
      left join customers c on c.id = o.customer_id cross join buyer_mail_settings s where m.id = ${id}`,
  ]);
  if (!row) return { status: "dropped", reason: "" };
  // Nobody is asked to send what was called off meanwhile.
  if (row.kind === "return_approved" && row.over) return { status: "dropped", reason: "" };
  if (!server) return { status: "waiting", reason: "mail_not_set" };
  const { toName: name, toAddress } = row;
  return settledBy(
    await sendMail(server, { to: { name, address: toAddress }, fromName: shop.name, ...letterOf(row, shop, now) }),
  );
}

function letterOf({ kind, facts, address, items, ...row }: Row, shop: Shop, now: Date) {
  return buyerLetter(
    kind,
    {
      ...{ name: row.toName, order: row.order, rma: row.rma, paidBy: row.paidBy, told: facts },
      shop: { name: shop.name, addressLines: shop.address.lines, timeZone: shop.timeZone },
      items: items.filter(({ units }) => units > 0),
      link: `${address}${trackingLink({ number: row.order }, now)}`,
    },
    customerLocale(row.locale, row.country, shop),
  );
}

export const returnHandlers: JobHandlers = {
  "returns.mail": async (_data, { signal }) => {
    await mailBuyers(signal);
  },
};
