import { createTranslator } from "next-intl";
import { connection } from "@/db/client";
import type { Tx } from "@/db/transaction";
import { messagesByLocale } from "@/lib/i18n/messages/all";
import { enqueue } from "@/lib/jobs/queue";
import { sendNotice } from "@/lib/mail/send-notice";
import { roleMay, roles } from "@/lib/staff/rules/permissions";
import type { DisabledReason } from "./rules/states";

const managing = roles.filter((role) => roleMay(role, "webhooks.manage"));

export type SwitchedOff = { staffId: string; endpointId: string; reason: DisabledReason };

/** One mail for each who may manage webhooks, queued in the transaction that switches the endpoint off: once for each time. */
export async function tellSwitchedOff(tx: Tx, endpointId: string, reason: DisabledReason): Promise<void> {
  const people = await tx.sql<{ id: string }[]>`
    select id from staff where active and role = any(${managing}::text[]) and exists (select from mail_settings)`;
  await enqueue(
    tx,
    people.map(({ id: staffId }) => ({ queue: "webhooks.tell", data: { staffId, endpointId, reason } })),
  );
}

/** Sends one of these mails; nothing to whoever may not manage webhooks any more, or where it is on again. */
export async function sendSwitchedOff({ staffId, endpointId, reason }: SwitchedOff): Promise<void> {
  const [endpoint] = await connection().sql<{ number: number; name: string; url: string; waiting: number }[]>`
    select number, name, url from webhook_endpoints where id = ${endpointId} and disabled_reason is not null and archived_at is null`;
  if (!endpoint) return;
  const { number, name, url } = endpoint;
  await sendNotice(staffId, ({ role, locale }) => {
    if (!roleMay(role, "webhooks.manage")) return null;
    const t = createTranslator({ locale, messages: messagesByLocale[locale], namespace: "webhooks.mail" });
    const text = [t(reason, { name, url }), t("meanwhile"), t("todo", { path: `/settings/webhooks/${number}` })];
    return { subject: t("subject", { name }), text: text.join("\n\n") };
  });
}
