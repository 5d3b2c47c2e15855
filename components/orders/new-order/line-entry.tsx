"use client";

import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, type RefObject, useDeferredValue, useId, useState } from "react";
import { Input } from "@/components/ui/input";
import { Listbox, ListOption, optionId } from "@/components/ui/listbox";
import type { ItemHit } from "@/lib/orders/queries/find-items";
import { splitTyped } from "./draft-state";

type LineEntryProps = {
  currency: string;
  inputRef: RefObject<HTMLInputElement | null>;
  onAdd: (item: ItemHit, quantity: number) => void;
};

async function fetchItems(q: string, currency: string): Promise<ItemHit[]> {
  const response = await fetch(`/api/internal/items?${new URLSearchParams({ q, currency })}`);
  if (!response.ok) throw new Error(`items answered ${response.status}`);
  return (await response.json()).items;
}

/** Where an SKU is typed or scanned: Enter adds the first hit, the arrows choose another. */
export function LineEntry({ currency, inputRef, onAdd }: LineEntryProps) {
  const t = useTranslations("intake.lines");
  const listId = useId();
  const client = useQueryClient();
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  const [missing, setMissing] = useState("");
  const { q } = splitTyped(useDeferredValue(typed));
  const { data: hits = [] } = useQuery({
    queryKey: ["items", currency, q],
    queryFn: () => fetchItems(q, currency),
    enabled: q.length > 0,
    placeholderData: keepPreviousData,
    staleTime: 15_000,
  });
  const shown = q.length > 0 && typed.length > 0 ? hits : [];

  const add = async (chosen?: ItemHit) => {
    const { q: asked, quantity } = splitTyped(typed);
    if (asked === "") return;
    // A scanner is faster than the list: what was scanned is asked for before anything else is taken.
    const found =
      chosen ??
      (
        await client.fetchQuery({
          queryKey: ["items", currency, asked],
          queryFn: () => fetchItems(asked, currency),
          staleTime: 15_000,
        })
      )[0];
    if (!found) {
      setMissing(asked);
      return;
    }
    onAdd(found, quantity);
    setTyped("");
    setMissing("");
    setAt(0);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      setAt((now) => Math.max(0, Math.min(shown.length - 1, now + (event.key === "ArrowDown" ? 1 : -1))));
    } else if (event.key === "Enter" && !event.metaKey && !event.ctrlKey) {
      event.preventDefault();
      void add(at > 0 ? shown[at] : undefined);
    } else if (event.key === "Escape") setTyped("");
  };
  return (
    <div className="relative">
      <Input
        ref={inputRef}
        role="combobox"
        aria-label={t("searchLabel")}
        aria-expanded={shown.length > 0}
        aria-controls={listId}
        aria-activedescendant={shown[at] ? optionId(listId, at) : undefined}
        aria-autocomplete="list"
        placeholder={t("search")}
        autoComplete="off"
        spellCheck={false}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          setMissing("");
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      {missing ? (
        <p role="alert" className="mt-1.5 text-danger text-sm">
          {t("notFound", { q: missing })}
        </p>
      ) : (
        <p className="mt-1.5 text-text-3 text-xs">{t("hint")}</p>
      )}
      <Listbox id={listId} label={t("searchLabel")} shown={shown.length > 0} className="top-10">
        {shown.map((hit, index) => (
          <ListOption
            key={hit.sku}
            list={listId}
            index={index}
            active={index === at}
            onChoose={() => void add(hit)}
            className="flex items-baseline gap-3"
          >
            <span className="w-32 shrink-0 truncate font-mono text-xs">{hit.sku}</span>
            <span className="min-w-0 flex-1 truncate">
              {hit.title} <span className="text-text-3">{hit.spec}</span>
            </span>
            <span className="numerals shrink-0 text-text-2">
              {hit.unitPrice === null ? t("noPrice", { currency }) : Number(hit.unitPrice).toString()}
            </span>
            <span className="w-36 shrink-0 truncate text-end text-text-3 text-xs">
              {hit.madeToOrder
                ? t("madeToOrder")
                : hit.free.map(({ code, free }) => `${code} ${free}`).join(" · ") || t("none")}
            </span>
          </ListOption>
        ))}
      </Listbox>
    </div>
  );
}
