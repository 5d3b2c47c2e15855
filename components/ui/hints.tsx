"use client";

import { useEffect, useState } from "react";
import { createPortal } from "react-dom";
import { Bubble, CLOSES_AFTER, OPENS_AFTER } from "./tooltip";

/** Shows the text of whichever hint has the pointer or the focus, or was tapped; Escape hides it. Once for the page. */
export function Hints() {
  const [anchor, setAnchor] = useState<Element | null>(null);
  const [after] = useState(() => {
    let timer: ReturnType<typeof setTimeout>;
    return (delay: number, next: () => void) => {
      clearTimeout(timer);
      timer = setTimeout(next, delay);
    };
  });
  useEffect(() => {
    const show = (hint: Element | null) => () => setAnchor(hint);
    const hintOf = ({ target }: Event) => (target instanceof Element ? target.closest("[data-hint]") : null);
    const stop = new AbortController();
    const on = <Name extends keyof DocumentEventMap>(name: Name, does: (event: DocumentEventMap[Name]) => void) =>
      document.addEventListener(name, does, { signal: stop.signal });
    on("pointerover", (event) => {
      const hint = hintOf(event);
      if (hint && event.pointerType !== "touch") after(OPENS_AFTER, show(hint));
      else if (!(event.target as Element).closest("[role=tooltip]")) after(CLOSES_AFTER, show(null));
    });
    on("focusin", (event) => {
      const hint = hintOf(event);
      if (hint?.matches(":focus-visible")) after(0, show(hint));
    });
    on("focusout", (event) => hintOf(event) && after(0, show(null)));
    on("click", (event) => {
      const hint = hintOf(event);
      if (hint) after(0, show(hint));
    });
    on("keydown", ({ key }) => key === "Escape" && after(0, show(null)));
    return () => stop.abort();
  }, [after]);
  if (!anchor) return null;
  return createPortal(
    <Bubble
      key={anchor.ariaLabel}
      id="hint"
      anchor={anchor}
      side="top"
      onStay={() => after(0, () => {})}
      onLeave={() => after(0, () => setAnchor(null))}
    >
      {anchor.ariaLabel}
    </Bubble>,
    document.body,
  );
}
