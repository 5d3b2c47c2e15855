"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Command } from "cmdk";
import { CornerDownLeft, FileText, LoaderCircle, Package, Plus, Search, Users } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { Dialog } from "radix-ui";
import { type ReactNode, useEffect, useLayoutEffect, useState } from "react";
import { overlayClass } from "@/components/ui/floating-class";
import { Kbd } from "@/components/ui/kbd";
import { type NavKey, places } from "./nav";
import { showOverlay, typedAhead } from "./overlay-store";
import type { PaletteAction } from "./overlays";
import { fetchFound, isWorthSearching, searchKey } from "./search-answer";

const groupClass =
  "[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-2.5 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:text-text-3";

const kinds = { order: FileText, customer: Users, variant: Package };
const headings = { order: "orders", customer: "customers", variant: "variants" } as const;

type PaletteProps = { items: readonly NavKey[]; actions: readonly PaletteAction[] };

/** One box over everything: places, things to do, and what the shop holds under these words. */
export function Palette({ items, actions }: PaletteProps) {
  const t = useTranslations("shell");
  const router = useRouter();
  const [typed, setTyped] = useState("");
  // What was typed while this was loaded and drawn, before the box could have the focus.
  useLayoutEffect(() => setTyped(typedAhead()), []);
  const query = useSettled(typed.trim());
  const searching = isWorthSearching(query);
  const { data, isFetching, isError } = useQuery({
    queryKey: searchKey(query),
    queryFn: ({ signal }) => fetchFound(query, signal),
    enabled: searching,
    placeholderData: keepPreviousData,
    staleTime: 5_000,
  });
  const found = searching ? data : undefined;

  const go = (href: string) => () => {
    showOverlay("none");
    router.push(href);
  };
  const matches = (label: string) => label.toLowerCase().includes(typed.trim().toLowerCase());
  const jumps = items.filter((item) => matches(t(`nav.${item}`)));
  const deeds = actions.filter((action) => matches(action.label));
  const groups = found?.groups.filter((group) => group.items.length > 0) ?? [];
  const exact = found?.exact && query === typed.trim() ? found.exact : undefined;
  const values = [
    ...(exact ? ["exact"] : []),
    ...groups.flatMap((group) => group.items.map((item) => entryValue(group.kind, item.key))),
    ...jumps.map((item) => entryValue("jump", item)),
    ...deeds.map(({ key }) => entryValue("action", key)),
  ];
  // What was chosen may be gone from what is found by now: Enter opens the first then, never nothing.
  const [chosen, setChosen] = useState("");
  const current = values.includes(chosen) ? chosen : (values[0] ?? "");
  const nothing = jumps.length + deeds.length + groups.length === 0 && !found?.exact;

  return (
    <Dialog.Root open onOpenChange={(open) => showOverlay(open ? "palette" : "none")}>
      <Dialog.Portal>
        <Dialog.Overlay className={overlayClass} />
        <Dialog.Content
          aria-describedby={undefined}
          className="-translate-x-1/2 fixed top-[8vh] left-1/2 z-40 w-[calc(100vw-24px)] max-w-xl animate-appear overflow-hidden rounded-xl border border-border bg-surface shadow-lift"
        >
          <Dialog.Title className="sr-only">{t("palette.label")}</Dialog.Title>
          <Command shouldFilter={false} loop label={t("palette.label")} value={current} onValueChange={setChosen}>
            <div className="flex items-center gap-2.5 border-border border-b px-4">
              <Search aria-hidden className="size-4 shrink-0 text-text-3" />
              <Command.Input
                autoFocus
                value={typed}
                onValueChange={setTyped}
                placeholder={t("palette.hint")}
                maxLength={200}
                className="h-12 min-w-0 flex-1 bg-transparent text-lg outline-none"
              />
              {isFetching ? (
                <LoaderCircle aria-label={t("palette.searching")} className="size-4 animate-spin text-text-3" />
              ) : null}
              <Kbd>Esc</Kbd>
            </div>
            <Command.List className="max-h-[60vh] overflow-y-auto p-2 pt-0">
              {isError && searching ? (
                <p role="alert" className="px-2 pt-4 pb-2 text-danger">
                  {t("palette.failed")}
                </p>
              ) : null}
              {nothing && !isFetching && query === typed.trim() ? (
                <p className="px-2 pt-4 pb-2 text-text-2">{t("palette.empty", { query })}</p>
              ) : null}
              {exact ? (
                <Command.Group className="pt-2">
                  <Item value="exact" icon={<CornerDownLeft aria-hidden />} onSelect={go(exact.href)}>
                    {t("palette.exact", { query })}
                  </Item>
                </Command.Group>
              ) : null}
              {groups.map((group) => {
                const Icon = kinds[group.kind];
                return (
                  <Command.Group key={group.kind} heading={t(`palette.${headings[group.kind]}`)} className={groupClass}>
                    {group.items.map((item) => (
                      <Item
                        key={item.key}
                        value={entryValue(group.kind, item.key)}
                        icon={<Icon aria-hidden />}
                        detail={item.detail}
                        onSelect={go(item.href)}
                      >
                        {item.title}
                      </Item>
                    ))}
                  </Command.Group>
                );
              })}
              {jumps.length > 0 ? (
                <Command.Group heading={t("palette.jump")} className={groupClass}>
                  {jumps.map((item) => {
                    const { href, icon: Icon, letter } = places[item];
                    return (
                      <Item
                        key={item}
                        value={entryValue("jump", item)}
                        icon={<Icon aria-hidden />}
                        keys={["G", letter.toUpperCase()]}
                        onSelect={go(href)}
                      >
                        {t(`nav.${item}`)}
                      </Item>
                    );
                  })}
                </Command.Group>
              ) : null}
              {deeds.length > 0 ? (
                <Command.Group heading={t("palette.actions")} className={groupClass}>
                  {deeds.map(({ key, label, href, shortcut }) => (
                    <Item
                      key={key}
                      value={entryValue("action", key)}
                      icon={<Plus aria-hidden />}
                      keys={shortcut ? [shortcut] : []}
                      onSelect={go(href)}
                    >
                      {label}
                    </Item>
                  ))}
                </Command.Group>
              ) : null}
            </Command.List>
          </Command>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** Names an entry among all of them. */
function entryValue(kind: string, key: string): string {
  return `${kind} ${key}`.trim();
}

type ItemProps = {
  value: string;
  icon: ReactNode;
  detail?: string;
  keys?: string[];
  onSelect: () => void;
  children: ReactNode;
};

function Item({ value, icon, detail, keys = [], onSelect, children }: ItemProps) {
  return (
    <Command.Item
      value={value}
      onSelect={onSelect}
      className="flex min-h-9 cursor-pointer items-center gap-2.5 rounded-md px-2 data-[selected=true]:bg-selected [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-text-3"
    >
      {icon}
      <span className="truncate">{children}</span>
      {detail ? <span className="ms-auto truncate text-sm text-text-3">{detail}</span> : null}
      {keys.length > 0 ? (
        <span className="ms-auto flex gap-1">
          {keys.map((key) => (
            <Kbd key={key}>{key}</Kbd>
          ))}
        </span>
      ) : null}
    </Command.Item>
  );
}

const SETTLE = 150;

/** What was typed, once the typing pauses. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), SETTLE);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
