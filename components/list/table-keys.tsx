"use client";

import { useRouter } from "next/navigation";
import { type MouseEvent, type ReactNode, useEffect, useRef } from "react";
import { isLetterKey } from "@/components/shell/letter-keys";

/**
 * Keys and clicks of a server-rendered table: J and K move the focus from row to row, Enter opens (the focus is on a
 * link), Space peeks, X selects; a click anywhere in a row opens it.
 */
export function TableKeys({ children }: { children: ReactNode }) {
  const table = useRef<HTMLDivElement>(null);
  const router = useRouter();

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!table.current || !isLetterKey(event)) return;
      const links = [...table.current.querySelectorAll<HTMLElement>("[data-row-link]")];
      const current = links.findIndex((link) => link.closest("tr")?.contains(document.activeElement));
      const row = links[current]?.closest("tr");
      const peeks = row?.closest("table")?.dataset.peeks;
      const key = event.key.toLowerCase();
      if (key === "j" || key === "k") {
        const next = key === "j" ? current + 1 : Math.max(0, current - 1);
        links[Math.min(next, links.length - 1)]?.focus();
      } else if (row && key === "x") {
        row.querySelector<HTMLInputElement>("[data-select]")?.click();
      } else if (row && peeks !== undefined && key === " " && !(event.target instanceof HTMLInputElement)) {
        router.push(peekHref(peeks, row.dataset.row ?? ""), { scroll: false });
      } else {
        return;
      }
      event.preventDefault();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [router]);

  // A head that stays in sight needs a frame that does not scroll; a table too wide for its frame needs one that does.
  useEffect(() => {
    const frame = table.current?.querySelector<HTMLElement>("[data-table-frame]");
    if (!frame) return;
    const fit = () => {
      const fits = (frame.querySelector("table")?.scrollWidth ?? 0) <= frame.clientWidth;
      frame.toggleAttribute("data-fits", fits);
      nameScrolled(frame, !fits && !frame.querySelector("a, button, input"));
    };
    const sizes = new ResizeObserver(fit);
    const watch = () => {
      sizes.disconnect();
      for (const each of [frame, frame.querySelector("table")]) if (each) sizes.observe(each);
    };
    // New rows are a new table.
    const changes = new MutationObserver(watch);
    changes.observe(frame, { childList: true, subtree: true });
    watch();
    return () => {
      changes.disconnect();
      sizes.disconnect();
    };
  }, []);

  const onClick = (event: MouseEvent<HTMLDivElement>) => {
    const target = event.target as HTMLElement;
    if (event.defaultPrevented) return;
    const aside = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
    const own = target.closest<HTMLAnchorElement>("a[data-row-link]");
    if (own) {
      // A plain link of the server's rows, followed without loading the whole page anew.
      if (aside || event.button !== 0) return;
      event.preventDefault();
      router.push(own.getAttribute("href") ?? own.href);
      return;
    }
    if (target.closest("a, button, input, select, label, summary")) return;
    if (document.getSelection()?.isCollapsed === false) return;
    const link = target.closest("tr")?.querySelector<HTMLAnchorElement>("a[data-row-link]");
    if (!link) return;
    if (event.metaKey || event.ctrlKey) window.open(link.href, "_blank", "noopener");
    else router.push(link.getAttribute("href") ?? link.href);
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a wider target for the link that each row holds anyway.
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard reaches that link itself.
    <div ref={table} onClick={onClick}>
      {children}
    </div>
  );
}

/** The list's address with a row beside it. */
function peekHref(list: string, row: string): string {
  const [path, query] = list.split("?");
  const params = new URLSearchParams(query);
  params.set("peek", row);
  return `${path}?${params}`;
}

/** Where no row has a link the arrow keys need something to scroll, and readers its name. */
function nameScrolled(frame: HTMLElement, scrolled: boolean) {
  const wanted = { tabindex: "0", role: "region", "aria-label": frame.querySelector("table")?.ariaLabel ?? "" };
  for (const [name, value] of Object.entries(wanted)) {
    if (scrolled) frame.setAttribute(name, value);
    else frame.removeAttribute(name);
  }
}
