import { connection } from "@/db/client";
import { assert } from "@/lib/core/result";
import { isLocale, type Locale } from "@/lib/i18n/locales";
import { loadShop } from "@/lib/shop";
import type { Role } from "@/lib/staff/rules/permissions";
import { loadMailServer } from "./load-mail-server";
import { sendMail } from "./send-mail";

export type NoticeReader = { name: string; email: string; role: Role; locale: Locale };
export type Notice = { subject: string; text: string };

/**
 * Writes to one person of the house, in their language. Who left since gets nothing, nor does whom `write` has nothing
 * for; what may have arrived is not sent twice.
 */
export async function sendNotice(staffId: string, write: (reader: NoticeReader) => Notice | null): Promise<void> {
  const { sql } = connection();
  const [server, shop, [row]] = await Promise.all([
    loadMailServer(sql),
    loadShop(sql),
    sql<(Omit<NoticeReader, "locale"> & { locale: string | null })[]>`
      select name, email, role, preferences ->> 'locale' as locale from staff where id = ${staffId} and active`,
  ]);
  if (!server || !row) return;
  const locale = isLocale(row.locale) ? row.locale : isLocale(shop.locale) ? shop.locale : "en";
  const notice = write({ ...row, locale });
  if (!notice) return;
  const to = { name: row.name, address: row.email };
  const sending = await sendMail(server, { to, fromName: shop.name, ...notice });
  assert(sending.kind !== "failed", `a notice was not sent: ${sending.kind === "failed" ? sending.reason : ""}`);
}
