"use client";

import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type ReactNode, useOptimistic, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { chipClass } from "@/components/ui/chip";
import { cn } from "@/components/ui/class-name";
import { Menu, MenuItem } from "@/components/ui/dropdown-menu";
import { type ListSpec, type ListState, listHref, withFilter } from "@/lib/list/params";
import { FilterChip, type FilterDef } from "./filter-chip";

type FilterBarProps = {
  spec: ListSpec;
  state: ListState;
  filters: FilterDef[];
  /** At the end of the row: columns, density. */
  end?: ReactNode;
  /** Before the chips: the search box. */
  start?: ReactNode;
};

/** The filters as chips in words. Each change is a new address, so it can be sent, kept and gone back from. */
export function FilterBar({ spec, state, filters, start, end }: FilterBarProps) {
  const t = useTranslations("list");
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const [chosen, choose] = useOptimistic(state.filters);
  const [opened, setOpened] = useState("");

  const set = (name: string, values: string[]) => {
    const next = withFilter({ ...state, filters: chosen }, name, values);
    startTransition(() => {
      choose(next);
      router.push(listHref(spec, state, { filters: next }), { scroll: false });
    });
  };
  const clear = () => {
    setOpened("");
    startTransition(() => {
      choose({});
      router.push(listHref(spec, state, { filters: {} }), { scroll: false });
    });
  };

  const shown = filters.filter((filter) => filter.pinned || chosen[filter.name] || opened === filter.name);
  const others = filters.filter((filter) => !shown.includes(filter));
  return (
    <section aria-label={t("filters")} aria-busy={pending} className="no-print mb-3 flex flex-wrap items-center gap-2">
      {start}
      {shown.map((filter) => (
        <FilterChip
          key={filter.name}
          filter={filter}
          kind={spec.filters?.[filter.name] ?? "text"}
          values={chosen[filter.name] ?? []}
          open={opened === filter.name}
          onOpenChange={(open) => setOpened(open ? filter.name : "")}
          onChange={(values) => set(filter.name, values)}
        />
      ))}
      {others.length > 0 ? (
        <Menu
          label={t("addFilter")}
          trigger={
            <button type="button" className={cn(chipClass, "border-dashed text-text-2 hover:bg-hover")}>
              <Plus aria-hidden className="size-3.5" />
              {t("addFilter")}
            </button>
          }
        >
          {others.map(({ name, label }) => (
            <MenuItem
              key={name}
              onSelect={() => {
                if (spec.filters?.[name] === "flag") set(name, ["1"]);
                // The menu gives the focus back first; only then may the chip's own panel take it.
                else requestAnimationFrame(() => setOpened(name));
              }}
            >
              {label}
            </MenuItem>
          ))}
        </Menu>
      ) : null}
      {Object.keys(chosen).length > 0 ? (
        <Button variant="quiet" size="sm" onClick={clear}>
          {t("clearFilters")}
        </Button>
      ) : null}
      {end ? <div className="ms-auto flex items-center">{end}</div> : null}
    </section>
  );
}
