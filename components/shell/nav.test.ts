import { expect, it } from "vitest";
import { navKeys, places } from "./nav";

it("every place has a letter of its own", () => {
  expect(new Set(navKeys.map((key) => places[key].letter)).size).toBe(navKeys.length);
});
