import { recordAudit } from "@/lib/audit";
import { defineCommand } from "@/lib/command";
import { refuse } from "@/lib/core/result";
import { updateProfileInput } from "../inputs";
import { lockStaff } from "../lock-staff";

/** What a person sets for themselves: name and how the screens look. Refuses "gone" to anybody who is not staff. */
export const updateProfile = defineCommand({
  name: "staff.update_profile",
  permission: "home.read",
  input: updateProfileInput,
  refusals: ["gone"],
  async run(context, { name, ...preferences }) {
    const person = context.actor.type === "staff" ? await lockStaff(context.tx, context.actor.id) : null;
    if (!person) return refuse("gone");
    await context.tx.sql`
      update staff set name = ${name}, preferences = ${JSON.stringify(preferences)}::text::jsonb where id = ${person.id}`;
    if (name !== person.name)
      await recordAudit(context, "staff.renamed", person.email, { from: person.name, to: name });
    return { name };
  },
});
