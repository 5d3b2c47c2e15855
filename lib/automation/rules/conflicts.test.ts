import { describe, expect, it } from "vitest";
import type { Action } from "./actions";
import type { Condition } from "./conditions";
import { findConflicts, type Known } from "./conflicts";

const hold: Action = { kind: "hold", type: "fraud", scope: "all", reason: "", releaseWhen: null };
const release: Action = { kind: "release", type: "fraud" };
const approve: Action = { kind: "approve" };

const rule = (settings: Partial<Known>): Known => ({
  ...{ number: null, name: "this", trigger: "received", waitHours: null, match: "all", conditions: [] },
  actions: [approve],
  ...settings,
});
const total = (op: "at_least" | "less_than" | "more_than" | "at_most", value: string): Condition => ({
  ...{ kind: "order", field: "total", op, value, currency: "CNY" },
});
const heldFor = (op: "is_one_of" | "is_none_of", value: string[]): Condition => ({
  kind: "order",
  field: "holdType",
  op,
  value,
});

describe("a rule that matches itself", () => {
  it("is one that does what it waits for", () => {
    expect(findConflicts(rule({ trigger: "held", actions: [hold] }), [])).toEqual([{ kind: "itself", action: "hold" }]);
    expect(findConflicts(rule({ trigger: "approved", actions: [approve] }), [])).toHaveLength(1);
    expect(findConflicts(rule({ trigger: "released", actions: [release] }), [])).toHaveLength(1);
  });

  it("is none that waits for another reason to hold than its own", () => {
    const other = rule({ trigger: "held", actions: [hold], conditions: [heldFor("is_one_of", ["address"])] });
    expect(findConflicts(other, [])).toEqual([]);
    const not = rule({ trigger: "held", actions: [hold], conditions: [heldFor("is_none_of", ["fraud"])] });
    expect(findConflicts(not, [])).toEqual([]);
    const same = rule({ trigger: "held", actions: [hold], conditions: [heldFor("is_one_of", ["fraud"])] });
    expect(findConflicts(same, [])).toHaveLength(1);
  });
});

it("reports a ring over others by their names", () => {
  const back = rule({ number: 2, name: "back", trigger: "held", actions: [release] });
  expect(findConflicts(rule({ trigger: "released", actions: [hold] }), [back])).toEqual([
    { kind: "ring", names: ["this", "back"] },
  ]);
  expect(findConflicts(rule({ trigger: "paid", actions: [hold] }), [back])).toEqual([]);
});

describe("contrary rules of one trigger", () => {
  const stops = rule({ number: 7, name: "stops", actions: [{ kind: "review" }] });

  it("are reported where an order may match both", () => {
    expect(findConflicts(rule({}), [stops])).toEqual([
      { kind: "contrary", name: "stops", number: 7, mine: "approve", theirs: "review" },
    ]);
    const people: Action[] = [{ kind: "assign", email: "a@x.test" }];
    const others: Action[] = [{ kind: "assign", email: "b@x.test" }];
    expect(findConflicts(rule({ actions: people }), [rule({ number: 1, actions: others })])).toHaveLength(1);
    expect(findConflicts(rule({ actions: people }), [rule({ number: 1, actions: people })])).toEqual([]);
    const [slow, quick] = ["sf-standard", "sf-express"].map((code): Action[] => [{ kind: "service", code }]);
    expect(findConflicts(rule({ actions: slow }), [rule({ number: 1, actions: quick })])).toHaveLength(1);
    expect(findConflicts(rule({ actions: slow }), [rule({ number: 1, actions: slow })])).toEqual([]);
  });

  it("are not where their conditions exclude each other", () => {
    const below = rule({ conditions: [total("less_than", "500")] });
    expect(findConflicts(below, [{ ...stops, conditions: [total("at_least", "500")] }])).toEqual([]);
    expect(findConflicts(below, [{ ...stops, conditions: [total("more_than", "400")] }])).toHaveLength(1);
    const here: Condition = { kind: "order", field: "country", op: "is_one_of", value: ["CN"] };
    const there: Condition = { kind: "order", field: "country", op: "is_one_of", value: ["GB", "DE"] };
    expect(findConflicts(rule({ conditions: [here] }), [{ ...stops, conditions: [there] }])).toEqual([]);
    const coded = (op: "has_any" | "has_none" | "has_all", value: string[]): Condition[] => [
      { kind: "order", field: "coupons", op, value },
    ];
    const fewer = rule({ conditions: coded("has_any", ["spring"]) });
    expect(findConflicts(fewer, [{ ...stops, conditions: coded("has_none", ["SPRING", "AUTUMN"]) }])).toEqual([]);
    expect(findConflicts(fewer, [{ ...stops, conditions: coded("has_none", ["AUTUMN"]) }])).toHaveLength(1);
    expect(findConflicts(fewer, [{ ...stops, conditions: coded("has_all", ["AUTUMN"]) }])).toHaveLength(1);
    const grouped: Condition = { kind: "group", match: "all", conditions: [there as never] };
    expect(findConflicts(rule({ conditions: [here] }), [{ ...stops, conditions: [grouped] }])).toEqual([]);
    expect(findConflicts(rule({ match: "any", conditions: [here] }), [{ ...stops, conditions: [there] }])).toHaveLength(
      1,
    );
  });

  it("are not where they wait for different things", () => {
    expect(findConflicts(rule({ trigger: "paid" }), [stops])).toEqual([]);
  });
});
