import { describe, expect, it } from "vitest";
import { fieldErrors } from "@/lib/command";
import { ruleInput } from "./inputs";

const sound = {
  name: "Large orders",
  trigger: "received",
  conditions: [{ kind: "order", field: "total", op: "at_least", value: "500.00", currency: "CNY" }],
  actions: [{ kind: "review" }],
};
const problems = (change: object) => {
  const read = ruleInput.safeParse({ ...sound, ...change });
  return read.success ? {} : fieldErrors(read.error);
};
const order = (field: string, op: string, value: unknown, more = {}) => ({ kind: "order", field, op, value, ...more });

it("takes a sound rule", () => {
  expect(problems({})).toEqual({});
});

describe("what is refused", () => {
  it.each([
    ["no action", { actions: [] }, "no_action"],
    ["no name", { name: " " }, "missing"],
    ["an unknown trigger", { trigger: "sneezed" }, "unknown_trigger"],
    ["an unknown field", { conditions: [order("weather", "is_one_of", ["rain"])] }, "unknown_field"],
    ["an operator of another type", { conditions: [order("total", "contains", ["5"])] }, "unknown_operator"],
    ["a text for a number", { conditions: [order("units", "at_least", "five")] }, "not_a_number"],
    ["half a unit", { conditions: [order("units", "at_least", 1.5)] }, "not_whole"],
    ["a negative amount", { conditions: [order("total", "at_least", "-1", { currency: "CNY" })] }, "negative"],
    ["a negative number of units", { conditions: [order("units", "at_least", -1)] }, "negative"],
    ["an amount without currency", { conditions: [order("total", "at_least", "5")] }, "unknown_currency"],
    ["a word for yes or no", { conditions: [order("paid", "is", "yes")] }, "wrong_value"],
    ["a choice that there is not", { conditions: [order("stage", "is_one_of", ["lost"])] }, "wrong_value"],
    ["a country that there is not", { conditions: [order("country", "is_one_of", ["XX"])] }, "not_a_country"],
    ["a promotion by no number", { conditions: [order("promotions", "has_any", ["Spring"])] }, "wrong_value"],
    ["no value at all", { conditions: [order("tags", "has_any", [])] }, "missing"],
    ["lines of no kind", { conditions: [{ kind: "lines", scope: "any", where: [] }] }, "missing"],
    [
      "a sum that is compared with nothing",
      { conditions: [{ kind: "lines", scope: "quantity", where: [] }] },
      "unknown_operator",
    ],
    [
      "a group within a group",
      { conditions: [{ kind: "group", match: "any", conditions: [{ kind: "group", match: "any", conditions: [] }] }] },
      "invalid",
    ],
    ["21 conditions", { conditions: Array.from({ length: 21 }, () => sound.conditions[0]) }, "too_many_conditions"],
    [
      "21 conditions in groups",
      {
        conditions: [1, 2, 3].map(() => ({
          kind: "group",
          match: "any",
          conditions: Array.from({ length: 7 }, () => sound.conditions[0]),
        })),
      },
      "too_many_conditions",
    ],
    ["an overdue rule without hours", { trigger: "overdue", actions: [{ kind: "note", body: "late" }] }, "missing"],
    ["hours of another trigger", { waitHours: 4 }, "missing"],
    ["sending shipped orders to review", { trigger: "shipped" }, "not_for_trigger"],
    ["releasing what has just come in", { actions: [{ kind: "release", type: "fraud" }] }, "not_for_trigger"],
    ["two warehouses", { actions: ["A", "B"].map((code) => ({ kind: "warehouse", code })) }, "twice"],
    [
      "a reason to hold as an order comes in",
      { conditions: [order("holdType", "is_one_of", ["fraud"])] },
      "not_for_trigger",
    ],
    ["a tag action without tags", { actions: [{ kind: "tag" }] }, "missing"],
    ["a mail to nobody", { actions: [{ kind: "notify", message: "look" }] }, "missing"],
    ["a field that nobody knows", { colour: "red" }, "unknown_field"],
  ])("%s", (_, change, problem) => {
    const found = Object.values(problems(change)).flat();
    if (problem === "invalid") expect(found.length).toBeGreaterThan(0);
    else expect(found).toContain(problem);
  });
});
