"use client";

import { type KeyboardEvent, useState } from "react";

/**
 * Menus and panels are left unopened on most visits, so their code comes when one is first wanted: it is fetched when
 * the pointer or focus arrives, and takes over when it is opened.
 */
export function useOpenedOnce(preload: () => void, kind: "menu" | "dialog") {
  const [opened, setOpened] = useState(false);
  const triggerProps = {
    "aria-haspopup": kind,
    "aria-expanded": false,
    onPointerEnter: preload,
    onFocus: preload,
    onClick: () => setOpened(true),
    onKeyDown: (event: KeyboardEvent) => {
      if (kind !== "menu" || event.key !== "ArrowDown") return;
      event.preventDefault();
      setOpened(true);
    },
  } as const;
  return { opened, triggerProps };
}
