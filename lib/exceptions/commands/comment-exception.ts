import { defineCommand } from "@/lib/command";
import { refuse } from "@/lib/core/result";
import { commentExceptionInput } from "../inputs";
import { lockExceptions, noteEvents } from "../lock-exceptions";

/** Says something about an exception, open or closed. */
export const commentException = defineCommand({
  name: "exceptions.comment",
  permission: "exceptions.work",
  input: commentExceptionInput,
  refusals: ["not_found"],
  async run(context, { number, text }) {
    const found = await lockExceptions(context.tx, [number]);
    if (found.length === 0) return refuse("not_found", { number: `EX-${number}` });
    await noteEvents(context, found, "commented", () => ({ text }));
    return { number };
  },
});
