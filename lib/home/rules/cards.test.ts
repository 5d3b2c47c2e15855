import { describe, expect, it } from "vitest";
import { roleMay, roles } from "@/lib/staff/rules/permissions";
import { cardPermissions, cardsFor } from "./cards";

describe("the cards of the home page", () => {
  it("are exactly those the role may work on, each once", () => {
    for (const role of roles) {
      const cards = cardsFor(role, (permission) => roleMay(role, permission));
      expect(new Set(cards).size).toBe(cards.length);
      for (const key of Object.keys(cardPermissions) as (keyof typeof cardPermissions)[]) {
        expect(cards.includes(key), `${role} ${key}`).toBe(roleMay(role, cardPermissions[key]));
      }
    }
  });

  it("begin with the role's own work", () => {
    const of = (role: (typeof roles)[number]) => cardsFor(role, (permission) => roleMay(role, permission));
    expect(of("warehouse").slice(0, 2)).toEqual(["ready", "packing"]);
    expect(of("finance")[0]).toBe("refunds");
    expect(of("support")[0]).toBe("review");
    expect(of("viewer")).toEqual(["danger"]);
  });
});
