import type { ReturnPolicy } from "./policy";

/** One thing that a version says otherwise than the one before; `currency` of a limit, undefined where it had none. */
export type PolicyChange = {
  [Field in keyof ReturnPolicy]: {
    field: Field;
    before: ReturnPolicy[Field] extends Record<string, infer Limit> ? Limit | undefined : ReturnPolicy[Field];
    after: ReturnPolicy[Field] extends Record<string, infer Limit> ? Limit | undefined : ReturnPolicy[Field];
    currency?: string;
  };
}[keyof ReturnPolicy];

/** What changed from one version of the policy to the next, in the order of the form; lists in any order are the same. */
export function policyChanges(before: ReturnPolicy, after: ReturnPolicy): PolicyChange[] {
  return (Object.keys(after) as (keyof ReturnPolicy)[]).flatMap((field): PolicyChange[] => {
    if (field === "approveUnder") return limitChanges(before.approveUnder, after.approveUnder);
    if (sayingOf(before[field]) === sayingOf(after[field])) return [];
    return [{ field, before: before[field], after: after[field] } as PolicyChange];
  });
}

function limitChanges(before: ReturnPolicy["approveUnder"], after: ReturnPolicy["approveUnder"]): PolicyChange[] {
  const currencies = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return currencies
    .filter((currency) => before[currency] !== after[currency])
    .map((currency) => ({
      ...{ field: "approveUnder" as const, currency },
      ...{ before: before[currency], after: after[currency] },
    }));
}

function sayingOf(value: ReturnPolicy[keyof ReturnPolicy]): string {
  return JSON.stringify(Array.isArray(value) ? [...value].sort() : value);
}
