import type { ReactNode } from "react";
import { cn } from "./class-name";

type ListboxProps = { id: string; label: string | undefined; shown: boolean; className?: string; children: ReactNode };

/** What is found, under the field that is typed in; it is there for readers also while it is hidden. */
export function Listbox({ id, label, shown, className, children }: ListboxProps) {
  return (
    <div
      id={id}
      role="listbox"
      aria-label={label}
      className={cn(
        "absolute inset-x-0 z-30 rounded-lg border border-border bg-surface p-1 shadow-lift",
        className,
        !shown && "hidden",
      )}
    >
      {children}
    </div>
  );
}

type ListOptionProps = {
  /** Id of its list, and its place there: what the field points at. */
  list: string;
  index: number;
  active: boolean;
  onChoose: () => void;
  className?: string;
  children: ReactNode;
};

/** One of them. The mouse chooses it without taking the focus from the field. */
export function ListOption({ list, index, active, onChoose, className, children }: ListOptionProps) {
  return (
    <div
      id={optionId(list, index)}
      role="option"
      tabIndex={-1}
      aria-selected={active}
      onMouseDown={(event) => {
        event.preventDefault();
        onChoose();
      }}
      className={cn(
        "cursor-pointer rounded-md px-2 py-1.5 text-sm",
        active ? "bg-selected" : "hover:bg-hover",
        className,
      )}
    >
      {children}
    </div>
  );
}

/** What a field names in `aria-activedescendant`. */
export function optionId(list: string, index: number): string {
  return `${list}-${index}`;
}
