import { z } from "zod";
import { checkImport } from "./check-import";
import { runImport } from "./run-import";
import { undoImport } from "./undo-import";

const ofImport = z.object({ importId: z.uuid() });
type Helpers = { signal: AbortSignal };

/** What the worker does with imports. Each goes on where it stopped, so a worker that ends leaves its job to the next. */
export const importHandlers = {
  "imports.check": (data: unknown, helpers: Helpers) => toItsEnd(checkImport, data, helpers),
  "imports.run": (data: unknown, helpers: Helpers) => toItsEnd(runImport, data, helpers),
  "imports.undo": (data: unknown, helpers: Helpers) => toItsEnd(undoImport, data, helpers),
};

async function toItsEnd(
  work: (importId: string, hooks: { signal: AbortSignal }) => Promise<string>,
  data: unknown,
  { signal }: Helpers,
): Promise<void> {
  const outcome = await work(ofImport.parse(data).importId, { signal });
  if (outcome === "stopped" && signal.aborted) throw new Error("the worker stops; the import goes on with the next");
}
