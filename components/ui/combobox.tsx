"use client";

import { ChevronDown } from "lucide-react";
import { type ComponentProps, type KeyboardEvent, type Ref, useEffect, useId, useRef, useState } from "react";
import { cn } from "./class-name";
import { Input } from "./input";
import { Listbox, ListOption, optionId } from "./listbox";

export type ComboboxOption = {
  value: string;
  label: string;
  /** Other words it is found by. */
  names?: readonly string[];
};

type ComboboxProps = Omit<ComponentProps<typeof Input>, "value" | "defaultValue" | "onChange" | "name"> & {
  ref?: Ref<HTMLInputElement>;
  options: readonly ComboboxOption[];
  value: string;
  onChange: (value: string) => void;
  /** Words that are no option stay as they are typed. */
  free?: boolean;
  /** What it is called in its form, where it stands in one that is sent as it is. */
  name?: string;
  /** Said where nothing is found. */
  none: string;
};

const shownAtMost = 50;
const plain = (text: string) => text.normalize("NFKC").toLowerCase().trim();

/** A list to choose from that is searched by typing: for choices too many for the browser's own list. */
export function Combobox({ ref, options, value, onChange, free = false, name, none, ...input }: ComboboxProps) {
  const listId = useId();
  // While nobody types, it shows what is chosen.
  const [typed, setTyped] = useState<string | null>(null);
  const [open, setOpen] = useState(false);
  // Nothing is pointed at before somebody types or moves: Enter then goes on with the form.
  const [at, setAt] = useState(-1);
  const chosen = options.find((option) => option.value === value);
  const shownText = typed ?? chosen?.label ?? (free ? value : "");
  const found = typed === null || plain(typed) === "" ? options : options.filter((option) => finds(option, typed));
  const list = found.slice(0, shownAtMost);
  const listed = open && (list.length > 0 || !free);

  // A name that comes after the focus is selected as one that was there: the next letter begins anew.
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const input = box.current?.querySelector("input");
    if (chosen?.label && input && document.activeElement === input) input.select();
  }, [chosen?.label]);

  const close = () => {
    setOpen(false);
    setTyped(null);
    setAt(-1);
  };
  const choose = (option: ComboboxOption) => {
    onChange(option.value);
    close();
  };
  const onType = (text: string) => {
    setTyped(text);
    setOpen(true);
    setAt(0);
    const same = options.find(({ label }) => plain(label) === plain(text));
    if (free) onChange(text.trim());
    else if (same || text.trim() === "") onChange(same?.value ?? "");
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!open) return setOpen(true);
      const by = event.key === "ArrowDown" ? 1 : -1;
      setAt((now) => Math.max(0, Math.min(list.length - 1, now + by)));
    } else if (event.key === "Enter" && listed && !event.metaKey && !event.ctrlKey) {
      const option = list[at];
      if (!option) return close();
      event.preventDefault();
      choose(option);
    } else if (event.key === "Escape" && open) {
      close();
    }
  };
  return (
    <div ref={box} className="relative">
      <Input
        ref={ref}
        role="combobox"
        aria-expanded={listed}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={listed && list[at] ? optionId(listId, at) : undefined}
        autoComplete="off"
        {...input}
        className={cn("pe-8", input.className)}
        value={shownText}
        onChange={(event) => onType(event.target.value)}
        onKeyDown={onKeyDown}
        onClick={() => setOpen(true)}
        onFocus={(event) => event.target.select()}
        onBlur={close}
      />
      <ChevronDown
        aria-hidden
        className="pointer-events-none absolute end-2.5 top-1/2 size-4 -translate-y-1/2 text-text-3"
      />
      {name === undefined ? null : <input type="hidden" name={name} value={value} />}
      <Listbox
        id={listId}
        label={input["aria-label"]}
        shown={listed}
        className="top-full mt-1 max-h-60 overflow-y-auto"
      >
        {list.map((option, index) => (
          <ListOption
            key={option.value}
            list={listId}
            index={index}
            active={index === at}
            onChoose={() => choose(option)}
            className={option.value === value ? "font-semibold" : ""}
          >
            {option.label}
          </ListOption>
        ))}
        {list.length === 0 ? <p className="px-2 py-1.5 text-sm text-text-3">{none}</p> : null}
      </Listbox>
    </div>
  );
}

/** Whether every word that was typed is in one of the option's names. */
function finds({ label, names = [] }: ComboboxOption, typed: string): boolean {
  const all = plain([label, ...names].join(" "));
  return plain(typed)
    .split(/\s+/)
    .every((word) => all.includes(word));
}
