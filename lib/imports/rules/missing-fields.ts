import type { Mapping, OrderField } from "./fields";
import type { Source } from "./reading";

/** Fields without which no order of the source can be read. */
export function missingFields(source: Source, mapping: Mapping): OrderField[] {
  const mapped = new Set(Object.values(mapping));
  return source.required.filter((field) => !mapped.has(field));
}
