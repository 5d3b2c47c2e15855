"use client";

import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useMemo, useOptimistic, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { chipClass } from "@/components/ui/chip";
import { cn } from "@/components/ui/class-name";
import { Menu, MenuItem } from "@/components/ui/dropdown-menu";
import { listHref, withFilter } from "@/lib/list/params";
import { ColumnsMenu } from "./columns-menu";
import { DensityToggle } from "./density-toggle";
import type { FilterBarProps } from "./filter-bar";
import { FilterChip } from "./filter-chip";
import { SearchBox } from "./search-box";

/** What `FilterBar` shows, as it packed it. */
export function FilterBarView({ list }: { list: string }) {
  const { spec, state, search, filters, columns } = useMemo(() => JSON.parse(list) as FilterBarProps, [list]);
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
      {search ? <SearchBox spec={spec} state={state} {...search} /> : null}
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
      {columns ? (
        <div className="ms-auto flex items-center">
          <ColumnsMenu spec={spec} state={state} labels={columns} />
          <DensityToggle spec={spec} state={state} />
        </div>
      ) : null}
    </section>
  );
}
