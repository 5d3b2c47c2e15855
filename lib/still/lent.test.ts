import { afterEach, describe, expect, it, vi } from "vitest";
import { giveForGood, lend, take } from "./lent";

afterEach(() => vi.useRealTimers());

describe("what one rendering lends the other", () => {
  it("is taken once, by the page it was lent for", () => {
    lend("page 1", "rows of 1");
    lend("page 2", "rows of 2");
    expect([take("page 2"), take("page 1"), take("page 1"), take("page 3")]).toEqual([
      "rows of 2",
      "rows of 1",
      null,
      null,
    ]);
  });

  it("is forgotten when nobody took it", () => {
    vi.useFakeTimers();
    lend("left", "rows");
    vi.advanceTimersByTime(31_000);
    lend("next", "rows");
    expect([take("left"), take("next")]).toEqual([null, "rows"]);
  });

  it("stays where many pages hold it", () => {
    giveForGood("words", "{}");
    expect([take("words"), take("words")]).toEqual(["{}", "{}"]);
  });
});
