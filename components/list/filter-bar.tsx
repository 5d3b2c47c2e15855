import type { ListSpec, ListState } from "@/lib/list/params";
import { FilterBarView } from "./filter-bar-view";
import type { FilterDef } from "./filter-chip";

export type FilterBarProps = {
  spec: ListSpec;
  state: ListState;
  /** The search box before the chips. */
  search?: { label: string; placeholder?: string };
  filters: FilterDef[];
  /** What its columns are called, where a list lets people choose them and how close its rows stand. */
  columns?: Record<string, string>;
};

/**
 * The filters as chips in words. Each change is a new address, so it can be sent, kept and gone back from. It goes to the
 * browser as one text: React would look at each choice of each filter, sending and receiving, on every page.
 */
export function FilterBar(props: FilterBarProps) {
  return <FilterBarView list={JSON.stringify(props)} />;
}
