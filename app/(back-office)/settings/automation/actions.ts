"use server";

import { commandAction, refusalWords, textOf } from "@/lib/action";
import { may } from "@/lib/actor";
import { currentStaff } from "@/lib/auth/session";
import { applyRule } from "@/lib/automation/commands/apply-rule";
import { archiveRule } from "@/lib/automation/commands/archive-rule";
import { changeRule, restoreRule } from "@/lib/automation/commands/change-rule";
import { createRule } from "@/lib/automation/commands/create-rule";
import { moveRule } from "@/lib/automation/commands/move-rule";
import { switchRule } from "@/lib/automation/commands/switch-rule";
import { ruleInput } from "@/lib/automation/inputs";
import { type DryRun, dryRun } from "@/lib/automation/queries/dry-run";
import type { Conflict } from "@/lib/automation/rules/conflicts";
import type { Saw } from "@/lib/automation/rules/evaluate";
import { refuse } from "@/lib/core/result";
import type { FormState } from "@/lib/form-state";

export type DryRunShown = {
  looked: number;
  reached: number;
  matched: number;
  conflicts: Conflict[];
  /** The newest; each action with why it would not be done, null where it would. */
  orders: { number: string; saw: Saw[]; would: (string | null)[] }[];
  /** All that match. */
  numbers: string[];
};
export type DryRunAnswer = { ok: true; run: DryRunShown } | { ok: false; message: string; incomplete?: boolean };

const ordersShown = 50;

/** What a rule as typed would do now; nothing is written. */
export async function dryRunAction(rule: unknown, number: number | null): Promise<DryRunAnswer> {
  const [session, words] = await Promise.all([currentStaff(), refusalWords()]);
  if (!session) return { ok: false, message: words.sentence(refuse("signed_out")) };
  if (!may(session.actor, "automation.manage"))
    return { ok: false, message: words.sentence(refuse("forbidden", { permission: "automation.manage" })) };
  const named = typeof rule === "object" && rule !== null && "name" in rule && rule.name === "";
  // A name says nothing of what it does: the dry run does not wait for it.
  const parsed = ruleInput.safeParse(named ? { ...rule, name: "–" } : rule);
  if (!parsed.success) return { ok: false, message: "", incomplete: true };
  const asked = Number.isSafeInteger(number) ? number : null;
  const run = await dryRun(session.actor, { rule: parsed.data, number: asked });
  return { ok: true, run: shown(run, words) };
}

function shown(run: DryRun, words: Awaited<ReturnType<typeof refusalWords>>): DryRunShown {
  const { looked, reached, conflicts, orders } = run;
  return {
    ...{ looked, reached, conflicts, matched: orders.length },
    orders: orders.slice(0, ordersShown).map(({ number, saw, would }) => ({
      ...{ number, saw },
      would: would.map((each) => (each.ok ? null : words.sentence({ ...refuse(each.code, each.facts) }))),
    })),
    numbers: orders.map(({ number }) => number),
  };
}

export async function saveRuleAction(_: FormState, data: FormData): Promise<FormState> {
  const rule = parsed(textOf(data, "rule"));
  const number = textOf(data, "number");
  if (number === undefined) return commandAction(createRule, { rule, enabled: data.has("enabled") }, data);
  return commandAction(changeRule, { number: Number(number), version: numberIn(data, "version"), rule }, data);
}

export async function switchRuleAction(_: FormState, data: FormData): Promise<FormState> {
  return commandAction(
    switchRule,
    { number: numberIn(data, "number"), enabled: textOf(data, "enabled") === "on" },
    data,
  );
}

export async function moveRuleAction(_: FormState, data: FormData): Promise<FormState> {
  return commandAction(moveRule, { number: numberIn(data, "number"), by: numberIn(data, "by") }, data);
}

export async function archiveRuleAction(_: FormState, data: FormData): Promise<FormState> {
  return commandAction(archiveRule, { number: numberIn(data, "number") }, data);
}

export async function restoreRuleAction(_: FormState, data: FormData): Promise<FormState> {
  const input = {
    number: numberIn(data, "number"),
    version: numberIn(data, "version"),
    restore: numberIn(data, "restore"),
  };
  return commandAction(restoreRule, input, data);
}

export async function applyRuleAction(_: FormState, data: FormData): Promise<FormState> {
  const orders = parsed(textOf(data, "orders"));
  return commandAction(
    applyRule,
    { number: numberIn(data, "number"), version: numberIn(data, "version"), orders },
    data,
  );
}

function numberIn(data: FormData, name: string): number {
  return Number(textOf(data, name) ?? Number.NaN);
}

// What is no JSON asks for nothing, which the command refuses.
function parsed(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? "");
  } catch {
    return undefined;
  }
}
