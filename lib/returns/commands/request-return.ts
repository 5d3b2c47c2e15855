import { may } from "@/lib/actor";
import { defineCommand } from "@/lib/command";
import { isRefusal, refuse } from "@/lib/core/result";
import { changeRefusals, loadForChange } from "@/lib/orders/load-for-change";
import { requestReturnInput } from "../inputs";
import { loadRequestFacts } from "../load-facts";
import { postReturn } from "../post-return";
import { planRequest, type ReturnAsk } from "../rules/request";

/**
 * Asks to send goods of an order back. The policy decides: refused, approved at once, or left to a person. Its decision
 * is kept with what it saw. Whoever manages returns may take what it refuses.
 */
export const requestReturn = defineCommand({
  name: "returns.request",
  permission: "returns.request",
  input: requestReturnInput,
  refusals: [
    ...changeRefusals,
    "forbidden",
    "nothing_to_return",
    "unknown_line",
    "return_line_twice",
    "more_than_returnable",
    "return_refused",
  ],
  async run(context, input) {
    const { tx, actor } = context;
    if (input.override && !may(actor, "returns.manage")) return refuse("forbidden", { permission: "returns.manage" });
    if (input.approve && !may(actor, "returns.approve")) return refuse("forbidden", { permission: "returns.approve" });
    const order = await loadForChange(tx, input);
    if (isRefusal(order)) return order;
    const lines: ReturnAsk["lines"][number][] = [];
    for (const part of input.lines) {
      const lineId = order.lines.find((candidate) => candidate.position === part.line)?.id;
      if (!lineId) return refuse("unknown_line", { line: part.line });
      lines.push({ ...part, lineId });
    }
    const facts = await loadRequestFacts(tx, context, order);
    const [next] = await tx.sql<{ n: string }[]>`select nextval('return_number_seq')::text as n`;
    const source = actor.type === "customer" || actor.type === "api" ? actor.type : "staff";
    const plan = planRequest(
      order,
      { ...input, source, lines },
      { ...facts, number: `RMA-${next?.n}`, actorName: actor.name },
    );
    return isRefusal(plan) ? plan : postReturn(context, plan);
  },
});
