import { defineCommand } from "@/lib/command";
import { isRefusal } from "@/lib/core/result";
import { placeDraftInput } from "@/lib/orders/inputs";
import { saveDraft } from "./save-draft";
import { submitDraft } from "./submit-draft";

/** Writes a draft as it stands on the screen and places it, both or neither: a refused one can be placed again. */
export const placeDraft = defineCommand({
  name: "orders.place-draft",
  permission: "orders.create",
  input: placeDraftInput,
  refusals: [...saveDraft.refusals, ...submitDraft.refusals],
  async run(context, { paid, ...draft }) {
    const saved = await saveDraft.run(context, draft);
    if (isRefusal(saved)) return saved;
    return submitDraft.run(context, { number: draft.number, onShortage: "review", paid });
  },
});
