import { z } from "zod";
import { isCurrency } from "@/lib/core/money";
import { normaliseEmail } from "@/lib/core/text";
import { plainText } from "@/lib/customers/inputs";
import { amountInput, quantityInput } from "@/lib/orders/inputs";
import { approverRoles, holdScopes, holdTypes } from "@/lib/orders/rules/hold-types";
import { priorities } from "@/lib/orders/rules/priority";
import { isCountry } from "@/lib/settings/rules/countries";
import { roles } from "@/lib/staff/rules/permissions";
import { isOffered } from "./rules/actions";
import { leavesOf, lineScopes, matches } from "./rules/conditions";
import { type Field, fieldNames, fieldOf, lineFieldNames, lineFieldOf, operators } from "./rules/fields";
import { triggers } from "./rules/triggers";

const filled = (most: number) => plainText(most).refine((text) => text !== "", "missing");

/** Conditions of one rule, lines' own ones counted. */
export const conditionsAtMost = 20;
const actionsAtMost = 10;
const valuesAtMost = 50;

const operator = z.enum([...new Set(Object.values(operators).flat())], "unknown_operator");
const value = z.union(
  [
    z.number(),
    z.boolean(),
    plainText(200),
    z.array(filled(200)).min(1, "missing").max(valuesAtMost, "too_many_values"),
  ],
  "wrong_value",
);
const asked = { op: operator, value, currency: z.string().refine(isCurrency, "unknown_currency").optional() };

type Asked = { op: string; value: unknown; currency?: string | undefined };
type Wrong = { path: string; problem: string };

/** What is wrong with a comparison, by what its field is. */
function problemOf(
  field: Pick<Field<never>, "type" | "choices" | "whole" | "least" | "most">,
  given: Asked,
): Wrong | null {
  if (!(operators[field.type] as readonly string[]).includes(given.op))
    return { path: "op", problem: "unknown_operator" };
  const wrong = (problem: string): Wrong => ({ path: "value", problem });
  if (given.currency !== undefined && field.type !== "money") return { path: "currency", problem: "unknown_field" };
  switch (field.type) {
    case "number":
      if (typeof given.value !== "number" || !Number.isFinite(given.value)) return wrong("not_a_number");
      if (field.whole && !Number.isInteger(given.value)) return wrong("not_whole");
      if (given.value < (field.least ?? -1e9)) return wrong(given.value < 0 ? "negative" : "too_small");
      return given.value > (field.most ?? 1e9) ? wrong("too_large") : null;
    case "money":
      if (!amountInput.safeParse(given.value).success)
        return wrong(/^\s*-/.test(`${given.value}`) ? "negative" : "not_a_price");
      return given.currency === undefined ? { path: "currency", problem: "unknown_currency" } : null;
    case "flag":
      return typeof given.value === "boolean" ? null : wrong("wrong_value");
    default: {
      if (!Array.isArray(given.value)) return wrong("wrong_value");
      const { choices } = field;
      if (Array.isArray(choices) && given.value.some((each) => !choices.includes(each))) return wrong("wrong_value");
      if (choices === "promotions" && given.value.some((each) => !/^[1-9]\d{0,8}$/.test(each)))
        return wrong("wrong_value");
      return choices === "countries" && given.value.some((each) => !isCountry(each)) ? wrong("not_a_country") : null;
    }
  }
}

type Check = (wrong: Wrong | null, ...before: (string | number)[]) => void;
const checking =
  <Given>(look: (given: Given, check: Check) => void) =>
  (given: Given, context: z.RefinementCtx) =>
    look(given, (wrong, ...before) => {
      if (wrong) context.addIssue({ code: "custom", path: [...before, wrong.path], message: wrong.problem });
    });

const orderCondition = z
  .strictObject({ kind: z.literal("order"), field: z.enum(fieldNames, "unknown_field"), ...asked })
  .superRefine(checking((given, check) => check(problemOf(fieldOf(given.field), given))));

const sumTypes = { quantity: { type: "number", whole: true, least: 0 }, amount: { type: "money" } } as const;
const lineCondition = z
  .strictObject({
    kind: z.literal("lines"),
    scope: z.enum(lineScopes),
    where: z
      .array(z.strictObject({ field: z.enum(lineFieldNames, "unknown_field"), ...asked }))
      .max(5, "too_many_conditions"),
    op: operator.optional(),
    value: value.optional(),
    currency: asked.currency,
  })
  .superRefine(
    checking((given, check) => {
      for (const [index, part] of given.where.entries())
        check(problemOf(lineFieldOf(part.field), part), "where", index);
      if (given.scope === "quantity" || given.scope === "amount") {
        const { op = "", value: sum, currency } = given;
        check(problemOf(sumTypes[given.scope], { op, value: sum, currency }));
      } else if (given.where.length === 0) check({ path: "where", problem: "missing" });
      else if (given.op !== undefined || given.value !== undefined) check({ path: "op", problem: "unknown_field" });
    }),
  );
const leaf = z.discriminatedUnion("kind", [orderCondition, lineCondition]);
const group = z.strictObject({
  kind: z.literal("group"),
  match: z.enum(matches),
  conditions: z.array(leaf).min(1, "missing").max(conditionsAtMost, "too_many_conditions"),
});

const email = plainText(254).refine((text) => normaliseEmail(text) !== null, "not_an_email");
const tags = z.array(filled(40)).max(20, "too_many_tags").default([]);
const action = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("approve") }),
  z.strictObject({ kind: z.literal("review") }),
  z
    .strictObject({
      kind: z.literal("hold"),
      type: z.enum(holdTypes),
      scope: z.enum(holdScopes).default("all"),
      reason: plainText(500).default(""),
      releaseWhen: z.enum(["paid", "approved"]).nullable().default(null),
      approver: z.enum(approverRoles).nullable().default(null),
    })
    .refine((hold) => (hold.releaseWhen === "approved") === (hold.approver !== null), {
      error: "missing",
      path: ["approver"],
    }),
  z.strictObject({ kind: z.literal("release"), type: z.enum(holdTypes) }),
  z
    .strictObject({ kind: z.literal("tag"), add: tags, remove: tags })
    .refine(({ add, remove }) => add.length + remove.length > 0, { error: "missing", path: ["add"] }),
  z.strictObject({ kind: z.literal("assign"), email }),
  z.strictObject({ kind: z.literal("warehouse"), code: filled(40) }),
  z.strictObject({ kind: z.literal("prioritise"), priority: z.enum(priorities) }),
  z.strictObject({ kind: z.literal("service"), code: filled(60) }),
  z.strictObject({ kind: z.literal("gift"), sku: filled(80), quantity: quantityInput.max(100, "too_large") }),
  z.strictObject({ kind: z.literal("note"), body: filled(1000) }),
  z.strictObject({ kind: z.literal("raise"), title: filled(200) }),
  z
    .strictObject({
      kind: z.literal("notify"),
      role: z.enum(roles).nullable().default(null),
      email: z.union([z.literal(""), email]).default(""),
      message: filled(1000),
    })
    .refine((to) => (to.role === null) !== (to.email === ""), { error: "missing", path: ["email"] }),
  z.strictObject({ kind: z.literal("webhook"), endpoint: z.number("missing").int().positive("missing") }),
]);

const body = z.strictObject({
  name: filled(80),
  trigger: z.enum(triggers, "unknown_trigger"),
  waitHours: z
    .number("not_a_number")
    .int("not_whole")
    .min(1, "too_small")
    .max(8760, "too_large")
    .nullable()
    .default(null),
  match: z.enum(matches).default("all"),
  conditions: z
    .array(z.discriminatedUnion("kind", [orderCondition, lineCondition, group]))
    .max(conditionsAtMost, "too_many_conditions")
    .default([]),
  actions: z.array(action).min(1, "no_action").max(actionsAtMost, "too_many_actions"),
});

/** A rule as it is written: fields that are known, values of their type, at least one action, nothing beyond the limits. */
export const ruleInput = body.superRefine((rule, context) => {
  const add = (path: (string | number)[], message: string) => context.addIssue({ code: "custom", path, message });
  const leaves = leavesOf(rule.conditions);
  const parts = leaves.reduce((sum, each) => sum + (each.kind === "lines" ? Math.max(each.where.length, 1) : 1), 0);
  if (parts > conditionsAtMost) add(["conditions"], "too_many_conditions");
  if ((rule.trigger === "overdue") !== (rule.waitHours !== null)) add(["waitHours"], "missing");
  for (const [index, action] of rule.actions.entries()) {
    const { kind } = action;
    if (!isOffered(kind, rule.trigger)) add(["actions", index, "kind"], "not_for_trigger");
    const once =
      kind !== "note" &&
      kind !== "notify" &&
      kind !== "raise" &&
      kind !== "gift" &&
      kind !== "hold" &&
      kind !== "release" &&
      kind !== "webhook";
    const same = (other: typeof action) =>
      kind === "webhook" && other.kind === "webhook" && other.endpoint === action.endpoint;
    if (rule.actions.findIndex(same) >= 0 && rule.actions.findIndex(same) < index)
      add(["actions", index, "endpoint"], "twice");
    if (once && rule.actions.findIndex((other) => other.kind === kind) < index)
      add(["actions", index, "kind"], "twice");
  }
  for (const each of leaves) {
    const only = each.kind === "order" ? fieldOf(each.field).triggers : undefined;
    if (only && !only.includes(rule.trigger)) add(["conditions"], "not_for_trigger");
  }
});
export type RuleInput = z.output<typeof ruleInput>;

const ruleNumber = z.number().int().positive();

/** A rule that is there, by the number people see, and the version that was on the screen. */
export const ruleRef = z.strictObject({ number: ruleNumber });
export const createRuleInput = z.strictObject({ rule: ruleInput, enabled: z.boolean().default(false) });
export const changeRuleInput = ruleRef.extend({ version: z.number().int().positive(), rule: ruleInput });
export const restoreRuleInput = ruleRef.extend({
  version: z.number().int().positive(),
  restore: z.number().int().positive(),
});
export const switchRuleInput = ruleRef.extend({ enabled: z.boolean() });
export const moveRuleInput = ruleRef.extend({ by: z.union([z.literal(-1), z.literal(1)]) });
export const applyRuleInput = ruleRef.extend({
  version: z.number().int().positive(),
  orders: z.array(plainText(40)).min(1, "missing").max(1000, "too_many_orders"),
});
