import type { JobHandlers } from "@/lib/jobs/queues";
import { expireDeliveries } from "./expire-deliveries";
import { sendWebhooks } from "./send-webhooks";

/** What the worker does for webhooks. */
export const webhookHandlers: JobHandlers = {
  "webhooks.send": async (_data, { signal }) => {
    await sendWebhooks({ signal });
  },
  "webhooks.expire": async (_data, { signal }) => {
    await expireDeliveries(signal);
  },
};
