import { recordAudit } from "@/lib/audit";
import { defineCommand } from "@/lib/command";
import { addKnownCarriers } from "../add-known-carriers";
import { addCarriersInput } from "../inputs";
import { knownCarriers } from "../rules/known-carriers";

/** Adds carriers of the list that comes with the house, each with its usual services; those that are there stay. */
export const addCarriers = defineCommand({
  name: "shipping.add_carriers",
  permission: "settings.edit",
  input: addCarriersInput,
  refusals: [],
  async run(context, { codes }) {
    const added = await addKnownCarriers(
      context.tx,
      knownCarriers.filter(({ code }) => codes.includes(code)),
    );
    for (const code of added) await recordAudit(context, "shipping.carrier_added", code);
    return { added };
  },
});
