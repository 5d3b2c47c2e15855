import type { JobHandlers } from "@/lib/jobs/queues";
import { reconcileExceptions } from "./reconcile";

/** What the worker does about exceptions. */
export const exceptionHandlers: JobHandlers = {
  "exceptions.reconcile": async (_data, { signal }) => {
    await reconcileExceptions(undefined, { signal });
  },
};
