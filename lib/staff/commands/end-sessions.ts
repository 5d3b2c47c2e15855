import { recordAudit } from "@/lib/audit";
import { defineCommand } from "@/lib/command";
import { refuse } from "@/lib/core/result";
import { endSessionsInput } from "../inputs";

/** Signs the actor out everywhere; the returned version opens a new session here. Refuses "gone". */
export const endSessions = defineCommand({
  name: "staff.end_sessions",
  permission: "home.read",
  input: endSessionsInput,
  refusals: ["gone"],
  async run(context) {
    const [person] = await context.tx.sql<{ email: string; version: number }[]>`
      update staff set session_version = session_version + 1
      where id::text = ${context.actor.id} and active
      returning email, session_version as version`;
    if (!person) return refuse("gone");
    await recordAudit(context, "staff.sessions_ended", person.email);
    return { version: person.version };
  },
});
