import type { FieldName, LineFieldName, Operator } from "./fields";

export const matches = ["all", "any"] as const;
export type Match = (typeof matches)[number];

/** Which lines must match, or what is added up over those that do. */
export const lineScopes = ["any", "all", "none", "quantity", "amount"] as const;
export type LineScope = (typeof lineScopes)[number];

/** Texts are one of several, a money amount is decimal text in the condition's currency. */
export type Value = number | string | boolean | readonly string[];
export type Comparison<Name> = { field: Name; op: Operator; value: Value; currency?: string | undefined };
export type OrderCondition = { kind: "order" } & Comparison<FieldName>;
export type LineCondition = {
  kind: "lines";
  scope: LineScope;
  where: Comparison<LineFieldName>[];
  /** What the sum is compared with; of the scopes quantity and amount. */
  op?: Operator | undefined;
  value?: Value | undefined;
  currency?: string | undefined;
};
export type Leaf = OrderCondition | LineCondition;
export type Group = { kind: "group"; match: Match; conditions: Leaf[] };
export type Condition = Leaf | Group;

/** Every condition that is no group. */
export function leavesOf(conditions: readonly Condition[]): Leaf[] {
  return conditions.flatMap((condition) => (condition.kind === "group" ? condition.conditions : [condition]));
}
