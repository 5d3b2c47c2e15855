"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useOptimistic, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Menu, MenuCheckboxItem, MenuLabel } from "@/components/ui/dropdown-menu";
import { type ListSpec, type ListState, listHref } from "@/lib/list/params";

type ColumnsMenuProps = { spec: ListSpec; state: ListState; labels: Record<string, string> };

export function ColumnsMenu({ spec, state, labels }: ColumnsMenuProps) {
  const t = useTranslations("list");
  const router = useRouter();
  const [, startTransition] = useTransition();
  const [chosen, setChosen] = useOptimistic(state.columns);
  const toggle = (column: string, shown: boolean) => {
    const columns = (spec.columns ?? []).filter((key) => (key === column ? shown : chosen.includes(key)));
    if (columns.length === 0) return;
    startTransition(() => {
      setChosen(columns);
      router.replace(listHref(spec, state, { columns }), { scroll: false });
    });
  };
  return (
    <Menu
      align="end"
      trigger={
        <Button variant="quiet" className="max-sm:hidden">
          {t("columns")}
        </Button>
      }
    >
      <MenuLabel>{t("columns")}</MenuLabel>
      {(spec.columns ?? []).map((column) => (
        <MenuCheckboxItem
          key={column}
          keepOpen
          checked={chosen.includes(column)}
          onCheckedChange={(shown) => toggle(column, shown)}
        >
          {labels[column] ?? column}
        </MenuCheckboxItem>
      ))}
    </Menu>
  );
}
