import { z } from "zod";
import type { JobHandlers } from "@/lib/jobs/queues";
import { processInbox } from "./process-inbox";

const ofDelivery = z.object({ id: z.uuid() });

/** What the worker does with the inbox's jobs. */
export const inboxHandlers: JobHandlers = {
  "inbox.process": (data) => processInbox(ofDelivery.parse(data).id),
};
