"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import {
  type CSSProperties,
  createContext,
  type FormEvent,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { Button } from "@/components/ui/button";
import { formatNumber } from "@/lib/format/number";

type Selection = {
  keys: string[];
  count: number;
  /** Not the ticked rows but all that the filters find, also on other pages. */
  allMatching: boolean;
  selectAllMatching: () => void;
  clear: () => void;
};

const SelectionContext = createContext<Selection | null>(null);

export function useSelection(): Selection {
  const selection = useContext(SelectionContext);
  if (!selection) throw new Error("useSelection needs a ListSelection around it");
  return selection;
}

/**
 * Knows which rows of the table inside it are ticked. Another page, tab or filter starts with none; whoever opens a row
 * and goes back finds the ticks as they were, and so does whoever has the rows brought up to date.
 */
export function ListSelection({ children }: { children: ReactNode }) {
  const root = useRef<HTMLDivElement>(null);
  const [keys, setKeys] = useState<string[]>([]);
  const [allMatching, setAllMatching] = useState(false);
  const shift = useRef(false);
  const lastTicked = useRef<string | null>(null);
  const begun = useRef(false);

  const boxes = useCallback(() => [...(root.current?.querySelectorAll<HTMLInputElement>("[data-select]") ?? [])], []);
  const showAllBox = useCallback((ticked: number, total: number) => {
    const all = root.current?.querySelector<HTMLInputElement>("[data-select-all]");
    if (!all) return;
    all.checked = total > 0 && ticked === total;
    all.indeterminate = ticked > 0 && ticked < total;
  }, []);
  const list = listKey(usePathname(), useSearchParams());
  const choose = useCallback(
    (ticks: Ticks) => {
      setKeys(ticks.keys);
      setAllMatching(ticks.allMatching);
      keepTicks(list, ticks);
    },
    [list],
  );
  const clear = useCallback(() => {
    for (const box of boxes()) box.checked = false;
    showAllBox(0, 0);
    choose(none);
  }, [boxes, showAllBox, choose]);

  // Ticks the rows that are there again, and forgets those that are gone.
  const restore = useCallback(() => {
    const kept = keptTicks(list);
    const ticked = boxes().filter((box) => kept.keys.includes(box.value));
    for (const box of boxes()) box.checked = ticked.includes(box);
    showAllBox(ticked.length, boxes().length);
    const there = ticked.map((box) => box.value);
    setKeys((known) => (known.join() === there.join() ? known : there));
    setAllMatching(ticked.length > 0 && kept.allMatching);
  }, [boxes, showAllBox, list]);

  // What was ticked before this script came stays ticked.
  const adopt = useCallback(() => {
    const all = root.current?.querySelector<HTMLInputElement>("[data-select-all]");
    if (all?.checked) for (const box of boxes()) box.checked = true;
    const ticked = boxes().filter((box) => box.checked);
    if (ticked.length === 0) return false;
    showAllBox(ticked.length, boxes().length);
    choose({ keys: ticked.map((box) => box.value), allMatching: false });
    return true;
  }, [boxes, showAllBox, choose]);

  useEffect(() => {
    const first = !begun.current && keptTicks(list).keys.length === 0;
    begun.current = true;
    if (!first || !adopt()) restore();
    // Rows that are brought up to date are new HTML, without the ticks of the old.
    const observer = new MutationObserver((changes) => {
      if (changes.some(({ addedNodes }) => [...addedNodes].some(holdsBox))) restore();
    });
    if (root.current) observer.observe(root.current, { childList: true, subtree: true });
    return () => observer.disconnect();
  }, [restore, adopt, list]);

  // Rows are HTML that React did not make: of such a box it hears the input, not the change.
  const onInput = (event: FormEvent) => {
    const target = event.target as HTMLInputElement;
    const all = "selectAll" in target.dataset;
    if (!all && !("select" in target.dataset)) return;
    if (all) for (const box of boxes()) box.checked = target.checked;
    else {
      if (shift.current && lastTicked.current !== null) tickBetween(boxes(), lastTicked.current, target);
      lastTicked.current = target.value;
    }
    const ticked = boxes().filter((box) => box.checked);
    showAllBox(ticked.length, boxes().length);
    choose({ keys: ticked.map((box) => box.value), allMatching: false });
  };

  const selection = useMemo<Selection>(
    () => ({
      keys,
      count: keys.length,
      allMatching,
      selectAllMatching: () => choose({ keys, allMatching: true }),
      clear,
    }),
    [keys, allMatching, choose, clear],
  );
  return (
    <SelectionContext value={selection}>
      <div
        ref={root}
        onClickCapture={(event) => {
          shift.current = event.shiftKey;
        }}
        onInput={onInput}
        style={{ "--list-bar": keys.length > 0 ? "44px" : "0px" } as CSSProperties}
      >
        {children}
      </div>
    </SelectionContext>
  );
}

type SelectionBarProps = {
  /** What stands here while nothing is selected: the filter bar. */
  idle: ReactNode;
  /** How many the filters find, where that was counted. */
  total?: number;
  /** There are other pages; where nothing was counted this alone offers all that match. */
  more?: boolean;
  /** "1,284" or "10,000+". */
  totalLabel?: string;
  children: ReactNode;
};

/** Takes the place of the filters while rows are selected, and stays in sight when the list scrolls. */
export function SelectionBar({ idle, total, more = false, totalLabel, children }: SelectionBarProps) {
  const t = useTranslations("list");
  const locale = useLocale();
  const { count, allMatching, selectAllMatching, clear } = useSelection();
  if (count === 0) return idle;
  const all = total === undefined ? null : (totalLabel ?? formatNumber(total, locale));
  return (
    <div className="-mx-1 sticky top-(--top-bar) z-20 flex min-h-11 flex-wrap items-center gap-2 bg-bg px-1 pb-3">
      <output className="inline-flex h-7 items-center rounded-full bg-selected px-3 font-semibold text-sm">
        {!allMatching ? t("selected", { count }) : all === null ? t("selectedFound") : t("selectedAll", { total: all })}
      </output>
      {!allMatching && (total === undefined ? more : total > count) ? (
        <Button variant="quiet" onClick={selectAllMatching}>
          {all === null ? t("selectAllFound") : t("selectAllMatching", { total: all })}
        </Button>
      ) : null}
      {children}
      <Button variant="quiet" onClick={clear}>
        {t("clearSelection")}
      </Button>
    </div>
  );
}

function holdsBox(node: Node): boolean {
  return node instanceof Element && node.querySelector("[data-select]") !== null;
}

/** With Shift down all rows between the last tick and this one follow it. */
function tickBetween(boxes: readonly HTMLInputElement[], from: string, to: HTMLInputElement): void {
  const ends = [boxes.findIndex((box) => box.value === from), boxes.indexOf(to)].sort((a, b) => a - b);
  const [first = -1, last = -1] = ends;
  if (first >= 0) for (const box of boxes.slice(first, last + 1)) box.checked = to.checked;
}

function listKey(path: string, params: URLSearchParams): string {
  const shown = new URLSearchParams(params);
  for (const name of ["peek", "columns", "density", "view"]) shown.delete(name);
  return `${path}?${shown}`;
}

type Ticks = { keys: string[]; allMatching: boolean };
const none: Ticks = { keys: [], allMatching: false };
const storageKey = "list-selection";

/** Ticks of the list that was left last, while the tab is open. */
function keptTicks(list: string): Ticks {
  const kept = sessionStorage.getItem(storageKey);
  if (kept === null) return none;
  const { list: of, ...ticks } = JSON.parse(kept) as Ticks & { list: string };
  return of === list ? ticks : none;
}

function keepTicks(list: string, ticks: Ticks): void {
  if (ticks.keys.length === 0) sessionStorage.removeItem(storageKey);
  else sessionStorage.setItem(storageKey, JSON.stringify({ list, ...ticks }));
}
