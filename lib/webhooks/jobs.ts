import { z } from "zod";
import type { JobHandlers } from "@/lib/jobs/queues";
import { expireDeliveries } from "./expire-deliveries";
import { sendWebhooks } from "./send-webhooks";
import { sendSwitchedOff } from "./tell-switched-off";

const ofSwitchedOff = z.object({ staffId: z.uuid(), endpointId: z.uuid(), reason: z.enum(["gone", "failing"]) });

/** What the worker does for webhooks. */
export const webhookHandlers: JobHandlers = {
  "webhooks.send": async (_data, { signal }) => {
    await sendWebhooks({ signal });
  },
  "webhooks.tell": async (data) => sendSwitchedOff(ofSwitchedOff.parse(data)),
  "webhooks.expire": async (_data, { signal }) => {
    await expireDeliveries(signal);
  },
};
