"use server";

import { redirect } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { type FormState, idempotencyField } from "@/lib/form-state";
import { listFormat } from "@/lib/format/kept";
import type { ReturnCheck } from "@/lib/returns/rules/policy";
import { askReturn } from "@/lib/tracking/ask-return";
import { withdrawReturn } from "@/lib/tracking/withdraw-return";

/** Asks for a return from the tracking page; works without a script. The link in the form says whose order it is. */
export async function askReturnAction(_: FormState, data: FormData): Promise<FormState> {
  const [t, against, locale] = await Promise.all([
    getTranslations("tracking.return.problem"),
    getTranslations("returns.against"),
    getLocale(),
  ]);
  const text = (name: string, most = 500) => {
    const value = data.get(name);
    return typeof value === "string" ? value.trim().slice(0, most) : "";
  };
  const [number, token] = [text("number"), text("t")];
  const [reason, outcome] = [text("reason"), text("outcome")];
  const values = Object.fromEntries(
    [...data].filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
  const lines = [...data.keys()]
    .filter((name) => name.startsWith("units."))
    .map((name) => ({ line: Number(name.slice("units.".length)), quantity: Number(text(name)), reason, outcome }))
    .filter(({ quantity }) => quantity !== 0);
  const refused = (message: string): FormState => ({ status: "refused", message, values });
  if (lines.length === 0) return refused(t("choose"));
  const outcomeOfAsk = await askReturn(
    number,
    token,
    { lines, note: text("note") },
    text(idempotencyField) || undefined,
  );
  const page = `/track/${encodeURIComponent(number)}?t=${encodeURIComponent(token)}`;
  if (outcomeOfAsk.ok) redirect(`${page}&asked=${outcomeOfAsk.value.rma}`);
  const { code, facts } = outcomeOfAsk.refusal;
  if (code === "not_found") redirect("/track?link=ended");
  if (code === "too_many_attempts") return refused(t("wait", { minutes: Number(facts.minutes) }));
  if (code !== "return_refused") return refused(t("changed"));
  const reasons = (facts.checks as ReturnCheck[]).map((check) => against(check));
  return refused(t("refused", { reasons: listFormat(locale).format(reasons) }));
}

/** Takes a return back from the tracking page. */
export async function withdrawReturnAction(data: FormData): Promise<void> {
  const text = (name: string) => {
    const value = data.get(name);
    return typeof value === "string" ? value.trim().slice(0, 500) : "";
  };
  const [number, token, rma] = [text("number"), text("t"), text("rma")];
  const outcome = await withdrawReturn(number, token, { rma, version: Number(text("version")) });
  const page = `/track/${encodeURIComponent(number)}?t=${encodeURIComponent(token)}`;
  if (outcome.ok) redirect(`${page}&withdrawn=${outcome.value.rma}`);
  if (outcome.refusal.code === "not_found") redirect("/track?link=ended");
  redirect(`${page}&problem=${outcome.refusal.code === "too_many_attempts" ? "later" : "changed"}`);
}
