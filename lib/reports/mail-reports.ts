import { connection } from "@/db/client";
import { transact } from "@/db/transaction";
import { type Actor, may } from "@/lib/actor";
import { recordAudit } from "@/lib/audit";
import { staffActor } from "@/lib/auth/load-session";
import { addDays, businessDay, type DayRange } from "@/lib/core/dates";
import { newId } from "@/lib/core/ids";
import { assert, isRefusal } from "@/lib/core/result";
import { isLocale } from "@/lib/i18n/locales";
import { log } from "@/lib/log";
import { loadMailServer } from "@/lib/mail/load-mail-server";
import { type ClaimedMail, claimMail, giveUpSilent, settledBy, settleMail } from "@/lib/mail/mail-queue";
import { type Sending, sendMail } from "@/lib/mail/send-mail";
import { loadShop, type Shop } from "@/lib/shop";
import type { Role } from "@/lib/staff/rules/permissions";
import { composeMail } from "./compose-mail";
import { rangeText } from "./rules/period";
import { lastDue, type MailedReport, nextDue, type Rhythm } from "./rules/schedule";

const atOnce = 100;

/** The job `reports.mail`: writes down which reports are due and sends them, one after the other. */
export async function mailReports(signal?: AbortSignal, now = () => new Date()): Promise<number> {
  await giveUpSilent("report_mails", now());
  await writeDown(now());
  let sent = 0;
  while (!signal?.aborted) {
    const claimed = await claimMail("report_mails", now());
    if (!claimed) return sent;
    if (await deliver(claimed, now)) sent += 1;
  }
  return sent;
}

type DueSubscription = { id: string; rhythm: Rhythm; hour: number };

/** One row for each subscription and period, however many workers look at once. */
async function writeDown(now: Date): Promise<void> {
  for (;;) {
    const written = await transact(async (tx) => {
      const { timeZone } = await loadShop(tx.sql);
      const due = await tx.sql<DueSubscription[]>`
        select id, rhythm, hour from report_subscriptions where next_at <= ${now.toISOString()}
        order by next_at limit ${atOnce} for update skip locked`;
      for (const { id, ...schedule } of due) {
        const period = rangeText(lastDue(schedule, now, timeZone).range);
        const next = nextDue(schedule, now, timeZone).at.toISOString();
        await tx.sql`
          insert into report_mails (id, subscription_id, period, next_at) values (${newId()}, ${id}, ${period}, ${now.toISOString()})
          on conflict (subscription_id, period) do nothing`;
        await tx.sql`update report_subscriptions set next_at = ${next} where id = ${id}`;
      }
      return due.length;
    });
    assert(!isRefusal(written), "due reports are written down");
    if (written < atOnce) return;
  }
}

type Reader = {
  id: string;
  name: string;
  email: string;
  role: Role;
  active: boolean;
  locale: string | null;
  report: MailedReport;
  address: string;
  period: string;
};

async function deliver(mail: ClaimedMail, now: () => Date): Promise<boolean> {
  const { sql } = connection();
  const shop = await loadShop(sql);
  const [reader] = await sql<Reader[]>`
    select p.id, p.name, p.email, p.role, p.active, p.preferences ->> 'locale' as locale, s.report, s.address, m.period
    from report_mails m join report_subscriptions s on s.id = m.subscription_id join staff p on p.id = s.staff_id where m.id = ${mail.id}`;
  if (!reader) return false;
  const actor = staffActor(reader, shop);
  // Who left or changed roles since gets nothing, whatever was subscribed.
  if (!reader.active || !may(actor, "reports.read")) {
    await settleMail("report_mails", mail, { status: "dropped", reason: "" }, now());
    return false;
  }
  const sending = await trySending(mail, reader, { actor, shop, now: now() });
  if (sending.kind === "sent") {
    const done = await transact(async (tx) => {
      await settleMail("report_mails", mail, settledBy(sending), now(), tx);
      await recordAudit({ tx, actor }, "reports.mailed", reader.report, { period: reader.period });
    });
    assert(!isRefusal(done), "a sent mail is written down");
    return true;
  }
  await settleMail("report_mails", mail, settledBy(sending), now());
  return false;
}

async function trySending(
  mail: ClaimedMail,
  reader: Reader,
  { actor, shop, now }: { actor: Actor; shop: Shop; now: Date },
): Promise<Sending> {
  const server = await loadMailServer(connection().sql);
  if (!server) return { kind: "failed", reason: "mail_not_set" };
  // Nothing was sent yet: whatever went wrong, it may be tried again.
  const composed = await composeMail({
    ...{ actor, shop, report: reader.report, range: rangeOf(reader.period), address: reader.address },
    today: businessDay(now, shop.timeZone),
    locale: isLocale(reader.locale) ? reader.locale : isLocale(shop.locale) ? shop.locale : "en",
  }).catch((error: unknown) => log.error("reports", error, { mail: mail.id }));
  if (!composed) return { kind: "failed", reason: "not_composed" };
  return sendMail(server, { ...composed, to: { name: reader.name, address: reader.email }, fromName: shop.name });
}

function rangeOf(period: string): DayRange {
  const [from = "", last = ""] = period.split("..");
  return { from, to: addDays(last, 1) };
}
