import type { Action } from "./actions";
import type { Condition, Match } from "./conditions";
import type { Trigger } from "./triggers";

/** A rule as people write it; what a revision keeps. */
export type RuleBody = {
  name: string;
  trigger: Trigger;
  waitHours: number | null;
  match: Match;
  conditions: Condition[];
  actions: Action[];
};

/** A rule that is in the house. */
export type Rule = RuleBody & { id: string; number: number; version: number; position: number };
