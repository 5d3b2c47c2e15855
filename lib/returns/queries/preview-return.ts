import type { z } from "zod";
import { readTogether } from "@/db/transaction";
import { type Actor, may } from "@/lib/actor";
import { isRefusal, type Refusal, refuse } from "@/lib/core/result";
import { readOrders } from "@/lib/orders/lock-order";
import type { Shop } from "@/lib/shop";
import type { requestReturnInput } from "../inputs";
import { loadRequestFacts } from "../load-facts";
import type { ReturnDecision } from "../rules/policy";
import { decideFor, type RequestRefusal } from "../rules/request";

export type ReturnPreview = { decision: ReturnDecision; mayOverride: boolean; mayApprove: boolean };

/** What the policy would say to a return of these units; nothing is claimed and nothing is written. */
export async function previewReturn(
  actor: Actor,
  shop: Shop,
  input: z.output<typeof requestReturnInput>,
): Promise<ReturnPreview | Refusal<RequestRefusal | "not_found" | "forbidden">> {
  if (!may(actor, "returns.request")) return refuse("forbidden", { permission: "returns.request" });
  const { answer } = await readTogether(async (tx) => {
    const [order] = await readOrders(tx, [input.number]);
    if (!order) return { answer: refuse("not_found", { number: input.number }) };
    const facts = await loadRequestFacts(tx, { shop, now: new Date() }, order);
    const lines = input.lines.map((part) => ({
      ...part,
      lineId: order.lines.find(({ position }) => position === part.line)?.id ?? "",
    }));
    const decided = decideFor(order, { lines }, facts);
    return { answer: isRefusal(decided) ? decided : decided.decision };
  });
  if (isRefusal(answer)) return answer;
  return {
    decision: answer,
    mayOverride: may(actor, "returns.manage"),
    mayApprove: may(actor, "returns.approve"),
  };
}
