import { expect, it } from "vitest";
import { pauseAfter } from "./pauses";

it("a mail is tried again after growing pauses, and then no more", () => {
  const pauses = [1, 2, 3, 4, 5, 6].map((attempts) => pauseAfter(attempts) ?? 0);
  expect(pauses).toEqual([...pauses].sort((a, b) => a - b));
  expect(pauseAfter(7)).toBeNull();
});
