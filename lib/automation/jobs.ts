import { z } from "zod";
import { connection } from "@/db/client";
import { assert } from "@/lib/core/result";
import type { JobHandlers } from "@/lib/jobs/queues";
import { loadMailServer } from "@/lib/mail/load-mail-server";
import { sendMail } from "@/lib/mail/send-mail";
import { loadShop } from "@/lib/shop";
import { runAutomation, runOverdue } from "./run-automation";

const ofMail = z.object({ staffId: z.uuid(), subject: z.string(), text: z.string() });

/** What the worker does for automation rules. */
export const automationHandlers: JobHandlers = {
  "automation.run": async (_data, { signal }) => {
    await runAutomation(signal);
  },
  "automation.overdue": async (_data, { signal }) => {
    await runOverdue(signal);
  },
  "automation.notify": async (data) => sendNotice(ofMail.parse(data)),
};

/** Who left since gets nothing; what may have arrived is not sent twice. */
async function sendNotice({ staffId, subject, text }: z.output<typeof ofMail>): Promise<void> {
  const { sql } = connection();
  const [server, shop, [reader]] = await Promise.all([
    loadMailServer(sql),
    loadShop(sql),
    sql<{ name: string; email: string }[]>`select name, email from staff where id = ${staffId} and active`,
  ]);
  if (!server || !reader) return;
  const to = { name: reader.name, address: reader.email };
  const sending = await sendMail(server, { to, fromName: shop.name, subject, text });
  assert(sending.kind !== "failed", `a notice was not sent: ${sending.kind === "failed" ? sending.reason : ""}`);
}
