import type { LiveHub, Viewer } from "./hub";

const headers = {
  "Content-Type": "text/event-stream; charset=utf-8",
  // "no-transform" keeps compression away, which would hold messages back; the last one says so to nginx.
  "Cache-Control": "private, no-store, no-transform",
  "X-Accel-Buffering": "no",
};

/** A viewer who reads slower than this many messages behind is cut off and comes back for one fresh look. */
const behindAtMost = 200;

/** The answer that stays open: what the hub tells this viewer, as server-sent events. */
export function liveResponse(hub: LiveHub, who: Pick<Viewer, "claim" | "session">, gone: AbortSignal): Response {
  let leave = () => {};
  const body = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const encoder = new TextEncoder();
        let open = true;
        const finish = () => {
          if (!open) return;
          open = false;
          leave();
          controller.close();
        };
        const write = (text: string) => {
          if (!open) return;
          controller.enqueue(encoder.encode(text));
          if ((controller.desiredSize ?? 0) < -behindAtMost) finish();
        };
        // Browsers come back at slightly different times, or a restart would meet all of them at once.
        write(`retry: ${1000 + Math.floor(Math.random() * 2000)}\n\n`);
        leave = hub.join({
          ...who,
          send: (message) => write(`data: ${JSON.stringify(message)}\n\n`),
          beat: () => write("event: beat\ndata:\n\n"),
          end: (why) => {
            write(`event: ${why}\ndata:\n\n`);
            finish();
          },
        });
        if (gone.aborted) finish();
        gone.addEventListener("abort", finish, { once: true });
      },
      cancel() {
        leave();
      },
    },
    { highWaterMark: 1 },
  );
  return new Response(body, { headers });
}
