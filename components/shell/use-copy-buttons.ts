"use client";

import { useEffect } from "react";

const saidForMs = 1500;

/** Serves every `CopyButton` of the page: copies its text, and says for a moment that it did. */
export function useCopyButtons(): void {
  useEffect(() => {
    const onClick = async (event: MouseEvent) => {
      const button = event.target instanceof Element ? event.target.closest<HTMLElement>("button[data-copy]") : null;
      if (!button) return;
      await navigator.clipboard.writeText(button.dataset.copy ?? "");
      if ("copied" in button.dataset) return;
      const name = button.getAttribute("aria-label") ?? "";
      button.dataset.copied = "";
      button.setAttribute("aria-label", button.dataset.copiedLabel ?? name);
      setTimeout(() => {
        delete button.dataset.copied;
        button.setAttribute("aria-label", name);
      }, saidForMs);
    };
    document.addEventListener("click", onClick);
    return () => document.removeEventListener("click", onClick);
  }, []);
}
