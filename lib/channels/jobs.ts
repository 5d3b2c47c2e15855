import type { JobHandlers } from "@/lib/jobs/queues";

export const inboxHandlers: JobHandlers = {};
