import { expect, test } from "vitest";
import { axisLabels, axisSteps } from "./scale";

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
    [0, 1],
    [0, 1],
  ],
  [
    [0, 9],
    [0, 5, 10],
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

test.each([
  [0, []],
  [1, [0]],
  [8, [0, 1, 2, 3, 4, 5, 6, 7]],
  [9, [0, 2, 4, 6, 8]],
  [31, [0, 4, 8, 12, 16, 20, 24, 28]],
])("of %i points at most eight are named, evenly from the first on", (points, places) => {
  expect(axisLabels(points)).toEqual(places);
});
