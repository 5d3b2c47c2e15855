import { getTranslations } from "next-intl/server";
import { connection } from "@/db/client";
import { may } from "@/lib/actor";
import type { Session } from "@/lib/auth/load-session";
import type { Outcome } from "@/lib/command";
import { refuse } from "@/lib/core/result";
import { loadMailServer } from "./load-mail-server";
import { sendMail } from "./send-mail";

/** Sends a mail to whoever asks, by the settings as they are saved. Refuses "forbidden", "mail_not_set", "mail_password_lost", "mail_failed". */
export async function sendTestMail({ actor, shop, staff }: Session): Promise<Outcome<{ to: string }>> {
  if (!may(actor, "settings.edit")) return { ok: false, refusal: refuse("forbidden", { permission: "settings.edit" }) };
  const server = await loadMailServer(connection().sql);
  if (!server) return { ok: false, refusal: refuse("mail_not_set") };
  if (server.passwordLost) return { ok: false, refusal: refuse("mail_password_lost") };
  const t = await getTranslations("settings");
  const sending = await sendMail(server, {
    to: { name: staff.name, address: staff.email },
    fromName: shop.name,
    subject: t("mail.testSubject", { shop: shop.name }),
    text: t("mail.testText", { shop: shop.name }),
  });
  if (sending.kind !== "sent") return { ok: false, refusal: refuse("mail_failed", { reason: sending.reason }) };
  return { ok: true, value: { to: staff.email } };
}
