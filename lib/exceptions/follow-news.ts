import { listen } from "@/lib/live/listener";
import { log } from "@/lib/log";
import { reconcileExceptions } from "./reconcile";

/** What changes together is looked at together; a look is this often repeated at most. */
const gatherMs = 2_000;
/** Looking may take this share of the time at most: one that took a second is followed by nineteen of rest. */
const restTimes = 19;

/**
 * Looks for causes soon after orders or stock changed, instead of at the next minute. The minute's look stays: what
 * nobody tells of, a date that passes for one, is found by it.
 */
export function followNews(look: () => Promise<unknown> = () => reconcileExceptions()): { stop: () => Promise<void> } {
  let timer: NodeJS.Timeout | null = null;
  let looking: Promise<void> = Promise.resolve();
  let notBefore = 0;
  const lookSoon = () => {
    if (timer) return;
    timer = setTimeout(
      () => {
        timer = null;
        looking = looking.then(lookNow);
      },
      Math.max(gatherMs, notBefore - performance.now()),
    );
    timer.unref();
  };
  const lookNow = async () => {
    const began = performance.now();
    // The next look mends what this one missed.
    await look().catch((error: unknown) => log.error("exceptions", error));
    notBefore = performance.now() + restTimes * (performance.now() - began);
  };
  const listener = listen((said) => {
    if (said.topic === "orders" || said.topic === "stock" || said.topic === "job") lookSoon();
  }, lookSoon);
  return {
    async stop() {
      if (timer) clearTimeout(timer);
      await listener.stop();
      await looking;
    },
  };
}
