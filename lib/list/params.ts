import { addDays, type Day, isDay, periodOf } from "@/lib/core/dates";

/**
 * How a filter is written in the address: one value, several, words, days ("7d", "2026-10-01..2026-10-31"), an amount
 * range ("10..20"), or only there or not.
 */
export type FilterKind = "one" | "many" | "text" | "days" | "range" | "flag";
export type Density = "compact" | "comfortable";
export type Sort = { key: string; direction: "asc" | "desc" };

/** What a list can show, as plain data, so that the same one serves server and browser. */
export type ListSpec = {
  path: string;
  tabs?: readonly string[];
  filters?: Readonly<Record<string, FilterKind>>;
  sorts?: readonly string[];
  /** "placed" or "-placed". */
  defaultSort?: string;
  columns?: readonly string[];
  /** Columns that always stand first: what a row is called. */
  fixedColumns?: readonly string[];
  defaultColumns?: readonly string[];
};

/** Everything a list shows by, all of it in the address: going back finds the list as it was left. */
export type ListState = {
  tab: string;
  q: string;
  filters: Record<string, string[]>;
  sort: Sort | null;
  after: string;
  before: string;
  columns: string[];
  density: Density;
  peek: string;
  /** Number of the saved view that was opened. */
  view: string;
};

export type SearchParams = Record<string, string | string[] | undefined>;

const LONGEST_VALUE = 200;
const MOST_VALUES = 50;

export function defineList<const S extends ListSpec>(spec: S): S {
  return spec;
}

/** Reads the address. What the list does not know is dropped: an old bookmark still opens. */
export function readList(spec: ListSpec, params: SearchParams): ListState {
  const one = (name: string) => valuesOf(params[name])[0] ?? "";
  const filters: Record<string, string[]> = {};
  for (const [name, kind] of Object.entries(spec.filters ?? {})) {
    const values = valuesOf(params[name]).filter((value) => isWellFormed(kind, value));
    if (values.length > 0) filters[name] = kind === "many" ? values : values.slice(0, 1);
  }
  const tab = one("tab");
  const columns = [...new Set(one("columns").split(","))].filter((column) => spec.columns?.includes(column));
  return {
    tab: spec.tabs?.includes(tab) ? tab : (spec.tabs?.[0] ?? ""),
    q: one("q").trim(),
    filters,
    sort: parseSort(spec, one("sort")) ?? parseSort(spec, spec.defaultSort ?? ""),
    after: one("after"),
    before: one("before"),
    columns: inSequence(spec, columns.length > 0 ? columns : (spec.defaultColumns ?? spec.columns ?? [])),
    density: one("density") === "comfortable" ? "comfortable" : "compact",
    peek: one("peek"),
    view: /^\d{1,9}$/.test(one("view")) ? one("view") : "",
  };
}

/** The address of a list; a change of what is listed starts again at its first page. */
export function listHref(spec: ListSpec, state: ListState, patch: Partial<ListState> = {}): string {
  const pairs = listPairs(spec, state, patch);
  const query = new URLSearchParams(pairs).toString();
  return query === "" ? spec.path : `${spec.path}?${query}`;
}

/** The parameters of an address that was kept, as `readList` takes them. */
export function paramsOfHref(href: string): SearchParams {
  const { searchParams } = new URL(href, "http://list");
  return Object.fromEntries([...new Set(searchParams.keys())].map((name) => [name, searchParams.getAll(name)]));
}

/** The same as name and value, for the hidden fields of a form that changes one of them. */
export function listPairs(spec: ListSpec, state: ListState, patch: Partial<ListState> = {}): [string, string][] {
  const restarts = "tab" in patch || "q" in patch || "filters" in patch || "sort" in patch;
  const next = { ...state, ...(restarts && { after: "", before: "" }), ...patch };
  if (!("peek" in patch)) next.peek = "";
  const pairs: [string, string][] = [];
  const put = (name: string, value: string, usual = "") => {
    if (value !== usual) pairs.push([name, value]);
  };
  put("tab", next.tab, spec.tabs?.[0] ?? "");
  put("q", next.q);
  for (const name of Object.keys(spec.filters ?? {})) {
    for (const value of next.filters[name] ?? []) pairs.push([name, value]);
  }
  put("sort", writeSort(next.sort), writeSort(parseSort(spec, spec.defaultSort ?? "")));
  put("columns", next.columns.join(","), (spec.defaultColumns ?? spec.columns ?? []).join(","));
  put("density", next.density, "compact");
  put("after", next.after);
  put("before", next.before);
  put("peek", next.peek);
  put("view", next.view);
  return pairs;
}

/** Columns as chosen and in the chosen sequence, behind those that always stand first. */
export function inSequence(spec: ListSpec, columns: readonly string[]): string[] {
  const fixed = spec.fixedColumns ?? [];
  return [...fixed, ...columns.filter((column) => !fixed.includes(column))];
}

/** Puts a value in or takes it out again; of a filter with one value the new replaces the old. */
export function toggleFilter(spec: ListSpec, state: ListState, name: string, value: string): ListState["filters"] {
  const chosen = state.filters[name] ?? [];
  if (chosen.includes(value)) return withoutFilter(state, name, value);
  return { ...state.filters, [name]: spec.filters?.[name] === "many" ? [...chosen, value] : [value] };
}

export function withFilter(state: ListState, name: string, values: string[]): ListState["filters"] {
  return values.length > 0 ? { ...state.filters, [name]: values } : withoutFilter(state, name);
}

export function withoutFilter(state: ListState, name: string, value?: string): ListState["filters"] {
  const { [name]: chosen = [], ...others } = state.filters;
  const left = value === undefined ? [] : chosen.filter((entry) => entry !== value);
  return left.length > 0 ? { ...others, [name]: left } : others;
}

export function hasFilters(state: ListState): boolean {
  return state.q !== "" || Object.keys(state.filters).length > 0;
}

/** First click on a header sorts the largest or newest first, the next turns it round. */
export function sortHref(spec: ListSpec, state: ListState, key: string): string {
  const turned = state.sort?.key === key && state.sort.direction === "desc";
  return listHref(spec, state, { sort: { key, direction: turned ? "asc" : "desc" } });
}

export const DAY_PRESETS = ["today", "yesterday", "7d", "30d", "this-month", "last-month"] as const;
export type DayPreset = (typeof DAY_PRESETS)[number];

export function isDayPreset(value: string): value is DayPreset {
  return DAY_PRESETS.some((preset) => preset === value);
}

/** A "days" filter as days of the shop, both included; either end may be open. Null when it says nothing. */
export function resolveDays(value: string, today: Day): { from: Day | null; to: Day | null } | null {
  switch (value) {
    case "today":
      return { from: today, to: today };
    case "yesterday":
      return { from: addDays(today, -1), to: addDays(today, -1) };
    case "7d":
      return { from: addDays(today, -6), to: today };
    case "30d":
      return { from: addDays(today, -29), to: today };
    case "this-month":
      return { from: periodOf("month", today).from, to: today };
    case "last-month": {
      const first = periodOf("month", today).from;
      return { from: periodOf("month", addDays(first, -1)).from, to: addDays(first, -1) };
    }
  }
  const [from = "", to = "", ...rest] = value.split("..");
  if (rest.length > 0 || !value.includes("..")) return null;
  if ((from !== "" && !isDay(from)) || (to !== "" && !isDay(to)) || (from === "" && to === "")) return null;
  if (from !== "" && to !== "" && from > to) return null;
  return { from: from || null, to: to || null };
}

/** A "range" filter as decimal texts, both included; either end may be open. */
export function resolveRange(value: string): { from: string | null; to: string | null } | null {
  const match = /^(\d{1,15}(?:\.\d{1,6})?)?\.\.(\d{1,15}(?:\.\d{1,6})?)?$/.exec(value);
  if (!match || (!match[1] && !match[2])) return null;
  return { from: match[1] ?? null, to: match[2] ?? null };
}

function isWellFormed(kind: FilterKind, value: string): boolean {
  if (kind === "flag") return value === "1";
  if (kind === "range") return resolveRange(value) !== null;
  // Which day is today does not change whether the filter can be read.
  if (kind === "days") return resolveDays(value, "2026-01-01") !== null;
  return true;
}

function valuesOf(param: string | string[] | undefined): string[] {
  const all = param === undefined ? [] : Array.isArray(param) ? param : [param];
  const readable = all.filter((value) => value !== "" && value.length <= LONGEST_VALUE && !value.includes("\0"));
  return [...new Set(readable)].slice(0, MOST_VALUES);
}

function parseSort(spec: ListSpec, text: string): Sort | null {
  const key = text.replace(/^-/, "");
  if (!spec.sorts?.includes(key)) return null;
  return { key, direction: text.startsWith("-") ? "desc" : "asc" };
}

function writeSort(sort: Sort | null): string {
  return sort ? `${sort.direction === "desc" ? "-" : ""}${sort.key}` : "";
}
