import { expect, test } from "vitest";
import { axisSteps, labelIndexes } from "./scale";

test.each([
  [
    [91_000, 30_000],
    [0, 25_000, 50_000, 75_000, 100_000],
  ],
  [
    [0, 3],
    [0, 1, 2, 3],
  ],
  [
    [-40, 60],
    [-50, -25, 0, 25, 50, 75],
  ],
  [
    [0, 0],
    [0, 1],
  ],
  [[], [0, 1]],
  [[0.07], [0, 0.02, 0.04, 0.06, 0.08]],
])("an axis over %j has round steps around every value and zero", (values, steps) => {
  expect(axisSteps(values)).toEqual(steps);
});

test("labels are spread evenly from the first on and never too many", () => {
  expect(labelIndexes(30, 6)).toEqual([0, 5, 10, 15, 20, 25]);
  expect(labelIndexes(3, 6)).toEqual([0, 1, 2]);
  expect(labelIndexes(0, 6)).toEqual([]);
  expect(labelIndexes(7, 6)).toEqual([0, 2, 4, 6]);
});
