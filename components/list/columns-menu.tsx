"use client";

import { ArrowDown, ArrowUp } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, type ReactNode, useOptimistic, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/choice";
import { Popover } from "@/components/ui/popover";
import { type ListSpec, type ListState, listHref } from "@/lib/list/params";

type ColumnsMenuProps = { spec: ListSpec; state: ListState; labels: Record<string, string> };

/** Which columns stand in the list and in which sequence: by buttons, or by Alt and the arrows on a column's box. */
export function ColumnsMenu({ spec, state, labels }: ColumnsMenuProps) {
  const t = useTranslations("list");
  const router = useRouter();
  const [, startTransition] = useTransition();
  const [chosen, setChosen] = useOptimistic(state.columns);
  const fixed = spec.fixedColumns ?? [];
  const others = (spec.columns ?? []).filter((column) => !chosen.includes(column));
  const show = (columns: string[]) =>
    startTransition(() => {
      setChosen(columns);
      router.replace(listHref(spec, state, { columns }), { scroll: false });
    });
  const toggle = (column: string, shown: boolean) => {
    const columns = shown ? [...chosen, column] : chosen.filter((key) => key !== column);
    if (columns.length > 0) show(columns);
  };
  const move = (column: string, by: 1 | -1) => {
    const from = chosen.indexOf(column);
    const to = from + by;
    if (to < fixed.length || to >= chosen.length) return;
    show(chosen.with(from, chosen[to] ?? column).with(to, column));
  };
  const onKeyDown = (column: string) => (event: KeyboardEvent) => {
    if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
    event.preventDefault();
    move(column, event.key === "ArrowUp" ? -1 : 1);
  };
  return (
    <Popover
      align="end"
      label={t("columns")}
      trigger={
        <Button variant="quiet" className="max-sm:hidden">
          {t("columns")}
        </Button>
      }
    >
      <ul className="grid gap-0.5">
        {[...chosen, ...others].map((column) => {
          const at = chosen.indexOf(column);
          const name = labels[column] ?? column;
          const movable = at >= fixed.length;
          return (
            <li key={column} className="flex min-h-8 items-center gap-1">
              <span className="min-w-0 flex-1">
                <Checkbox
                  label={name}
                  checked={at >= 0}
                  disabled={fixed.includes(column)}
                  onChange={(event) => toggle(column, event.target.checked)}
                  onKeyDown={onKeyDown(column)}
                />
              </span>
              {movable ? (
                <>
                  <MoveButton
                    label={t("columnUp", { column: name })}
                    disabled={at === fixed.length}
                    onClick={() => move(column, -1)}
                  >
                    <ArrowUp aria-hidden />
                  </MoveButton>
                  <MoveButton
                    label={t("columnDown", { column: name })}
                    disabled={at === chosen.length - 1}
                    onClick={() => move(column, 1)}
                  >
                    <ArrowDown aria-hidden />
                  </MoveButton>
                </>
              ) : null}
            </li>
          );
        })}
      </ul>
      <p className="mt-2 border-border border-t pt-2 text-text-3 text-xs">{t("columnsHint")}</p>
    </Popover>
  );
}

type MoveButtonProps = { label: string; disabled: boolean; onClick: () => void; children: ReactNode };

function MoveButton({ label, disabled, onClick, children }: MoveButtonProps) {
  return (
    <Button
      variant="quiet"
      size="sm"
      aria-label={label}
      title={label}
      className="size-7! px-0!"
      disabled={disabled}
      onClick={onClick}
    >
      {children}
    </Button>
  );
}
