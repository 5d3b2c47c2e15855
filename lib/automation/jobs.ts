import { z } from "zod";
import type { JobHandlers } from "@/lib/jobs/queues";
import { sendNotice } from "@/lib/mail/send-notice";
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
  "automation.notify": async (data) => {
    const { staffId, ...notice } = ofMail.parse(data);
    await sendNotice(staffId, () => notice);
  },
};
