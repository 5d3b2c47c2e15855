import { type ListSpec, type ListState, listHref, listPairs, paramsOfHref, readList } from "./params";

const nothingOpen = { after: "", before: "", peek: "", view: "" };

/** What a view keeps of a list's state: all but the place in it. The same state always reads the same. */
export function viewQuery(spec: ListSpec, state: ListState): string {
  return new URLSearchParams(listPairs(spec, state, nothingOpen)).toString();
}

/** A kept query as the list reads it now: what the list no longer knows is gone. */
export function stateOfView(spec: ListSpec, query: string): ListState {
  return readList(spec, paramsOfHref(`?${query}`));
}

/** The address that opens a view. */
export function viewHref(spec: ListSpec, view: { number: number; query: string }): string {
  return listHref(spec, stateOfView(spec, view.query), { view: String(view.number) });
}

/** Whether the list shows something else than the view that was opened. */
export function differsFromView(spec: ListSpec, state: ListState, view: { query: string }): boolean {
  return viewQuery(spec, state) !== viewQuery(spec, stateOfView(spec, view.query));
}
