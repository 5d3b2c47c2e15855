import { describe, expect, it } from "vitest";
import { knowsContact, opensAlso, typedExternalNumbers, typedNumber } from "./guess";

const known = { emails: ["li.wen@example.com", null], phones: ["+8613812345521", "010-6655 8800"] };

describe("what a customer types", () => {
  it.each([
    ["ch-104806", "CH-104806"],
    [" CH - 104806 ", "CH-104806"],
    ["#104806", "CH-104806"],
    ["ＣＨ-104806", "CH-104806"],
    ["CH-10\u00004806\u200b", "CH-104806"],
  ])("%j is the order %s", (typed, number) => {
    expect(typedNumber(typed, "CH-")).toBe(number);
  });

  it.each([
    ["2100434863894550366", ["2100434863894550366", "#2100434863894550366"]],
    ["# gl10009", ["gl10009", "#gl10009", "GL10009", "#GL10009"]],
    [" 250824-028869854341789 ", ["250824-028869854341789", "#250824-028869854341789"]],
  ])("%j may be a channel's %j", (typed, numbers) => {
    expect(typedExternalNumbers(typed)).toEqual(numbers);
  });

  it.each([
    "Li.Wen@Example.com ",
    "5521",
    "12345521",
    "138 1234 5521",
    "+86 138-1234-5521",
    "8800",
    "６６５５８８００",
  ])("%j opens it", (typed) => {
    expect(knowsContact(typed, known)).toBe(true);
  });

  it.each(["", "521", "5522", "wen@example.com", "li.wen@example.co", "113812345521", "5521@", "李雯"])(
    "%j does not",
    (typed) => {
      expect(knowsContact(typed, known)).toBe(false);
    },
  );

  it("opens nothing where there is no order, or no contact", () => {
    for (const typed of ["", "5521", "li.wen@example.com"]) {
      expect(knowsContact(typed, undefined)).toBe(false);
      expect(knowsContact(typed, { emails: [null], phones: [null] })).toBe(false);
    }
  });
});

describe("what opens one order", () => {
  const own = { emails: ["li@example.com", null], phones: ["+8613812345521", "13812345521"] };

  it.each([
    ["the same contact", own, true],
    ["the same in another hand", { emails: ["LI@example.com"], phones: ["+8613812345521"] }, true],
    ["another phone", { emails: ["li@example.com"], phones: ["+8613900007777"] }, false],
    ["another e-mail", { emails: ["mei@example.com"], phones: ["+8613812345521"] }, false],
    ["no contact", { emails: [null], phones: [null] }, false],
  ])("opens another with %s: %s", (_, other, opens) => {
    expect(opensAlso(own, other)).toBe(opens);
  });

  it("opens nothing else where there is none", () => {
    expect(opensAlso({ emails: [null, ""], phones: [null] }, own)).toBe(false);
  });
});
