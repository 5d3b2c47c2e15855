"use client";

import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import { isLetterKey } from "./letter-keys";
import { type NavKey, places } from "./nav";
import { showOverlay, typeAhead, useOverlay } from "./overlay-store";

// Most pages are left without either having been opened: their code comes when it is.
const Palette = dynamic(() => import("./palette").then((module) => module.Palette), { ssr: false });
const HelpDialog = dynamic(() => import("./help-dialog").then((module) => module.HelpDialog), { ssr: false });

export type PaletteAction = { key: string; label: string; href: string; shortcut?: string };

type OverlaysProps = { items: readonly NavKey[]; actions: readonly PaletteAction[] };

export function Overlays({ items, actions }: OverlaysProps) {
  const overlay = useOverlay();
  useShortcuts(items, actions);
  if (overlay === "palette") return <Palette items={items} actions={actions} />;
  if (overlay === "help") return <HelpDialog items={items} canCreate={actions.some(({ key }) => key === "newOrder")} />;
  return null;
}

const G_LASTS = 1200;

function useShortcuts(items: readonly NavKey[], actions: readonly PaletteAction[]) {
  const router = useRouter();
  const jumpUntil = useRef(0);

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const key = event.key.toLowerCase();
      if (key === "k" && (event.metaKey || event.ctrlKey) && !event.shiftKey && !event.altKey) {
        event.preventDefault();
        showOverlay("palette");
        return;
      }
      if (typeAhead(event)) {
        event.preventDefault();
        return;
      }
      if (!isLetterKey(event)) return;
      const jumping = event.timeStamp < jumpUntil.current;
      jumpUntil.current = 0;
      const target = jumping && items.find((item) => places[item].letter === key);
      const newOrder = actions.find((action) => action.key === "newOrder");
      if (target) router.push(places[target].href);
      else if (key === "g") jumpUntil.current = event.timeStamp + G_LASTS;
      else if (key === "n" && newOrder) router.push(newOrder.href);
      else if (key === "/") focusSearch();
      else if (key === "?") showOverlay("help");
      else return;
      event.preventDefault();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [items, actions, router]);
}

function focusSearch() {
  const search = document.querySelector<HTMLInputElement>("[data-list-search]");
  if (!search) return showOverlay("palette");
  search.focus();
  search.select();
}
