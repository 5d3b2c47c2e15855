import { refresh } from "next/cache";
import { getLocale, getTranslations } from "next-intl/server";
import type { z } from "zod";
import { currentStaff } from "@/lib/auth/session";
import { type Command, type Outcome, run } from "@/lib/command";
import { DateError, parseLocal } from "@/lib/core/dates";
import { type Refusal, refuse } from "@/lib/core/result";
import { type FormState, idempotencyField } from "@/lib/form-state";
import { countryNames } from "@/lib/format/kept";
import { nameIn } from "@/lib/i18n/rules/languages";
import { conflictWords } from "@/lib/orders/conflict-words";
import { eventWords } from "@/lib/orders/event-words";
import type { ChangeSeen } from "@/lib/orders/load-for-change";
import type { Conflict } from "@/lib/orders/rules/edit";
import type { ReturnCheck } from "@/lib/returns/rules/policy";
import type { ServiceObstacle } from "@/lib/shipping/rules/fits";
import { wordField, wordRefusal } from "@/lib/word-refusal";

/**
 * A command behind a form: who is signed in is read again, the form's key makes a double click one effect, and a refusal
 * comes back worded with everything that was typed. The page renders again after a success.
 */
export async function commandAction<Input extends z.ZodType, Value, Code extends string>(
  command: Command<Input, Value, Code>,
  input: unknown,
  data: FormData,
): Promise<FormState> {
  const key = data.get(idempotencyField);
  const outcome = await runAsStaff(command, input, typeof key === "string" && key !== "" ? key : undefined);
  return formState(outcome, data);
}

/** Runs a command for the person signed in; signed out is a refusal, so that nothing typed is lost. */
export async function runAsStaff<Input extends z.ZodType, Value, Code extends string>(
  command: Command<Input, Value, Code>,
  input: unknown,
  idempotencyKey?: string,
): Promise<Outcome<Value, Code | "signed_out">> {
  const session = await currentStaff();
  if (!session) return { ok: false, refusal: refuse("signed_out") };
  return run(command, session.actor, input, { idempotencyKey });
}

/** An outcome as the form shows it. */
export async function formState(outcome: Outcome<unknown>, data?: FormData): Promise<FormState> {
  if (outcome.ok) {
    refresh();
    return { status: "ok", value: outcome.value };
  }
  const values = data && typedValues(data);
  const words = await refusalWords();
  if (outcome.fields) {
    const fieldErrors = Object.fromEntries(
      Object.entries(outcome.fields).map(([field, problems]) => [field, words.field(problems[0] ?? "invalid")]),
    );
    return { status: "invalid", message: words.sentence(outcome.refusal), fieldErrors, values };
  }
  return { status: "refused", message: words.sentence(outcome.refusal), values, value: { code: outcome.refusal.code } };
}

/** Words for refusals in the person's language. */
export async function refusalWords() {
  const [t, stages, locale] = await Promise.all([
    getTranslations("refusals"),
    getTranslations("orders.stage"),
    getLocale(),
  ]);
  const words = t as unknown as Parameters<typeof wordField>[1];
  const [say, both, holdTypes, fieldNames, obstacles, against] = await Promise.all([
    eventWords(),
    conflictWords(),
    getTranslations("orders.holdType"),
    getTranslations("orders.field"),
    getTranslations("shipping.obstacle"),
    getTranslations("returns.against"),
  ]);
  const countries = countryNames(locale);
  const obstacleOf = (why: ServiceObstacle, { country, limit }: Record<string, unknown>) =>
    obstacles(why, { country: (country ? countries.of(String(country)) : "") ?? "", limit: Number(limit) });
  const holdName = (type: string) => (holdTypes.has(type as never) ? holdTypes(type as never) : type);
  const fieldName = (field: string) => (fieldNames.has(field as never) ? fieldNames(field as never) : field);
  const stageName = (stage: string) => (stages.has(stage as never) ? stages(stage as never) : stage);
  return {
    sentence: (refusal: Refusal) => {
      const { types, conflicts, fields, obstacles: why, names, checks } = refusal.facts;
      const facts = {
        ...refusal.facts,
        ...(Array.isArray(types) ? { types: types.map(holdName) } : {}),
        ...(Array.isArray(fields) ? { fields: fields.map(fieldName) } : {}),
        ...(Array.isArray(why) ? { obstacles: why.map((each) => obstacleOf(each, refusal.facts)) } : {}),
        ...(Array.isArray(checks) ? { checks: (checks as ReturnCheck[]).map((check) => against(check)) } : {}),
        ...(names ? { service: nameIn(locale, names as Parameters<typeof nameIn>[1]) } : {}),
        ...(Array.isArray(conflicts) ? { conflicts: (conflicts as Conflict[]).map(both) } : {}),
      };
      const named = { ...refusal, facts };
      const sentence = wordRefusal(named, words, stageName, locale);
      const changes = (refusal.facts.changes as ChangeSeen[] | undefined) ?? [];
      if (changes.length === 0) return sentence;
      // Who comes second is told what the first one did.
      return `${sentence} ${t("since", { changes: changes.map((change) => `${change.by}: ${say(change)}`).join("; ") })}`;
    },
    field: (problem: string) => wordField(problem, words),
  };
}

/** Trimmed text of a field, or undefined where the form left it out or empty. */
export function textOf(data: FormData, name: string): string | undefined {
  const value = data.get(name);
  return typeof value === "string" && value.trim() !== "" ? value.trim() : undefined;
}

/** What a date and time field says on the shop's clock. What is no date goes on as typed, so that the command refuses it. */
export async function shopTimeOf(data: FormData, name: string): Promise<string | undefined> {
  const text = textOf(data, name);
  if (text === undefined) return undefined;
  const session = await currentStaff();
  try {
    return parseLocal(text.replace("T", " "), session?.shop.timeZone ?? "UTC").toISOString();
  } catch (error) {
    if (error instanceof DateError) return text;
    throw error;
  }
}

/** A field's JSON; null where it is empty or none. */
export function jsonOf(data: FormData, name: string): unknown {
  try {
    return JSON.parse(textOf(data, name) ?? "null");
  } catch (error) {
    // Somebody else's text: the command refuses it like any wrong input.
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function typedValues(data: FormData): Record<string, string> {
  return Object.fromEntries([...data].filter((entry): entry is [string, string] => typeof entry[1] === "string"));
}
