import { startWorker } from "@/lib/jobs/worker";

await startWorker();
