"use client";

import { useTranslations } from "next-intl";
import { type KeyboardEvent, type RefObject, useId, useState } from "react";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Listbox, ListOption, optionId } from "@/components/ui/listbox";

/** What the scanner's lookup knows of an item. */
export type ScannedItem = {
  sku: string;
  barcode: string | null;
  title: string;
  spec: string;
  free: { code: string; free: number }[];
};

type ItemScanProps = {
  label: string;
  hint?: string;
  inputRef?: RefObject<HTMLInputElement | null>;
  onItem: (item: ScannedItem, quantity: number) => void;
};

async function findItems(q: string): Promise<ScannedItem[]> {
  const response = await fetch(`/api/internal/items?${new URLSearchParams({ q })}`);
  if (!response.ok) throw new Error(`items answered ${response.status}`);
  return (await response.json()).items;
}

/** "TEA-TIN*12" and "TEA-TIN x12" are twelve of it. */
function splitTyped(typed: string): { q: string; quantity: number } {
  const match = /^(.*\S)\s*(?:[*×]|\s[xX])\s*(\d{1,6})$/u.exec(typed.trim());
  return match ? { q: match[1] as string, quantity: Math.max(1, Number(match[2])) } : { q: typed.trim(), quantity: 1 };
}

/**
 * A field for hands and scanners alike: Enter takes the item whose SKU or barcode was entered. What only resembles
 * several is offered, never guessed.
 */
export function ItemScan({ label, hint, inputRef, onItem }: ItemScanProps) {
  const t = useTranslations("stock.lines");
  const listId = useId();
  const [typed, setTyped] = useState("");
  const [offered, setOffered] = useState<ScannedItem[]>([]);
  const [at, setAt] = useState(0);
  const [problem, setProblem] = useState("");
  const [busy, setBusy] = useState(false);

  const take = (item: ScannedItem) => {
    onItem(item, splitTyped(typed).quantity);
    setTyped("");
    setOffered([]);
    setProblem("");
  };
  const ask = async () => {
    const { q } = splitTyped(typed);
    if (q === "" || busy) return;
    setBusy(true);
    try {
      const items = await findItems(q);
      const exact = items.find((item) => item.sku.toUpperCase() === q.toUpperCase() || item.barcode === q);
      const chosen = exact ?? (items.length === 1 ? items[0] : undefined);
      if (chosen) return take(chosen);
      setOffered(items);
      setAt(0);
      setProblem(items.length === 0 ? t("notFound", { q }) : t("several", { q }));
    } catch {
      setProblem(t("failed"));
    } finally {
      setBusy(false);
    }
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Enter" && !event.metaKey && !event.ctrlKey) {
      event.preventDefault();
      const chosen = offered[at];
      if (chosen) take(chosen);
      else void ask();
    } else if (event.key === "Escape") setOffered([]);
    else if (offered.length > 0 && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      setAt((now) => Math.max(0, Math.min(offered.length - 1, now + (event.key === "ArrowDown" ? 1 : -1))));
    }
  };
  return (
    <div className="relative">
      <Field label={label} hint={hint} error={problem || undefined}>
        <Input
          ref={inputRef}
          role="combobox"
          aria-expanded={offered.length > 0}
          aria-controls={listId}
          aria-activedescendant={offered[at] ? optionId(listId, at) : undefined}
          aria-autocomplete="list"
          aria-busy={busy}
          autoComplete="off"
          spellCheck={false}
          autoFocus
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value);
            setOffered([]);
            setProblem("");
          }}
          onKeyDown={onKeyDown}
          className="font-mono"
        />
      </Field>
      <Listbox id={listId} label={label} shown={offered.length > 0} className="top-16">
        {offered.map((item, index) => (
          <ListOption
            key={item.sku}
            list={listId}
            index={index}
            active={index === at}
            onChoose={() => take(item)}
            className="flex items-baseline gap-3"
          >
            <span className="w-36 shrink-0 truncate font-mono text-xs">{item.sku}</span>
            <span className="min-w-0 flex-1 truncate">
              {item.title} <span className="text-text-3">{item.spec}</span>
            </span>
            <span className="shrink-0 text-end text-text-3 text-xs max-sm:hidden">
              {item.free.map(({ code, free }) => `${code} ${free}`).join(" · ")}
            </span>
          </ListOption>
        ))}
      </Listbox>
    </div>
  );
}
