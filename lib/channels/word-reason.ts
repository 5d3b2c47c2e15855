import { getTranslations } from "next-intl/server";
import { refusalWords } from "@/lib/action";
import { refuse } from "@/lib/core/result";
import { type DeliveryStatus, ignoredReasons } from "./rules/inbox";

/** Why a delivery was ignored or failed, in the reader's words; empty where there is nothing to say. */
export async function deliveryReasons(): Promise<(delivery: { status: DeliveryStatus; error: string }) => string> {
  const [t, words] = await Promise.all([getTranslations("channels.reason"), refusalWords()]);
  return ({ status, error }) => {
    if (error === "") return "";
    const known = ignoredReasons.find((reason) => reason === error);
    if (known) return t(known);
    if (status !== "failed" && status !== "dead") return "";
    const { code, facts } = JSON.parse(error) as { code: string; facts: Record<string, unknown> };
    return words.sentence(refuse(code, facts));
  };
}
