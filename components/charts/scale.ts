/** Round steps of an axis that holds every value and zero: 0, 25 000, 50 000 … Between whole numbers none is a part. */
export function axisSteps(values: readonly number[], wanted = 4): number[] {
  const low = Math.min(0, ...values);
  const high = Math.max(0, ...values);
  if (low === high) return [0, 1];
  const rough = (high - low) / wanted;
  const power = 10 ** Math.floor(Math.log10(rough));
  const round = [1, 2, 2.5, 5, 10].map((factor) => factor * power);
  const whole = values.every(Number.isInteger);
  const step = round.find((each) => each >= rough && (!whole || Number.isInteger(each))) ?? 1;
  const first = Math.floor(low / step);
  const last = Math.ceil(high / step);
  return Array.from({ length: last - first + 1 }, (_, index) => (first + index) * step);
}

const labelsAtMost = 8;

/** Places of the points that are named under a line: from the first on, evenly, as many as there is room for. */
export function axisLabels(points: number): number[] {
  const every = Math.max(1, Math.ceil(points / labelsAtMost));
  return Array.from({ length: Math.ceil(points / every) }, (_, index) => index * every);
}
